using System.Numerics;
using ILGPU;
using SweepCluster.Compute.Ilgpu.Arithmetic;
using SweepCluster.Compute.Network;

namespace SweepCluster.Compute.Ilgpu.Kernels.Network;

internal readonly struct ClipArguments<T>
    where T : unmanaged
{
    public Operand<int> Kind { get; init; }

    public Operand<T> Largest { get; init; }

    public Operand<T> Weights { get; init; }

    public int WeightCount { get; init; }

    public Operand<T> BatchNorm { get; init; }

    public int BatchNormCount { get; init; }

    public Operand<T> Norm { get; init; }

    public Operand<T> WeightFactor { get; init; }

    public Operand<T> BatchNormFactor { get; init; }
}

internal readonly struct StepArguments<T>
    where T : unmanaged
{
    public Operand<T> LearningRate { get; init; }

    public Operand<T> WeightDecay { get; init; }

    /// <summary>β₁, or SGD's momentum.</summary>
    public Operand<T> First { get; init; }

    public Operand<T> Second { get; init; }

    public Operand<T> Parameters { get; init; }

    public Operand<T> Gradients { get; init; }

    public Operand<T> FirstMoment { get; init; }

    public Operand<T> SecondMoment { get; init; }

    public Operand<T> Factor { get; init; }

    public Operand<T> Check { get; init; }

    /// <summary>Steps with this one.</summary>
    public long Steps { get; init; }

    public int Length { get; init; }

    public int Parts { get; init; }
}

/// <summary>Clipping, and one step of an optimiser.</summary>
internal static class OptimiserKernels
{
    private const double AdamEpsilon = 1e-8;
    private const double ClipEpsilon = 1e-6;

    /// <summary>One group for each member.</summary>
    [DeviceKernel]
    public static void Clip<T, R, S>(Frame frame, ClipArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var shared = SharedMemory.Allocate<T>(Reduction.SharedLength);
        var work = frame.Take();
        if (work.IsRetired)
        {
            return;
        }

        var ofWeights = Reduction.Sum<T, S>(shared, SumSquares<T, S>(a.Weights.Of(work), a.WeightCount));
        var ofBatchNorm = Reduction.Sum<T, S>(shared, SumSquares<T, S>(a.BatchNorm.Of(work), a.BatchNormCount));
        if (Group.IdxX == 0)
        {
            var norm = R.Sqrt(ofWeights + ofBatchNorm);
            var largest = a.Largest.Of(work)[0];
            var kind = a.Kind.Of(work)[0];
            var clipped = kind == (int)ClipKind.Selective ? R.Sqrt(ofWeights) : norm;
            var factor = largest / (clipped + R.Of(ClipEpsilon));

            // What is not a number stays so.
            factor = factor > T.One ? T.One : factor;
            a.Norm.Of(work)[0] = norm;
            a.WeightFactor.Of(work)[0] = kind == (int)ClipKind.None ? T.One : factor;
            a.BatchNormFactor.Of(work)[0] = kind == (int)ClipKind.Standard ? factor : T.One;
        }
    }

    [DeviceKernel]
    public static void AdamW<T, R, S>(Frame frame, StepArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var shared = SharedMemory.Allocate<T>(2);
        var work = frame.Take(a.Parts);
        if (work.IsRetired)
        {
            return;
        }

        var rate = a.LearningRate.Of(work)[0];
        var keep = T.One - (rate * a.WeightDecay.Of(work)[0]);
        var (beta1, beta2) = (a.First.Of(work)[0], a.Second.Of(work)[0]);
        var factor = a.Factor.Of(work)[0];

        // By one thread: many cards have few units for float64.
        if (Group.IdxX == 0)
        {
            shared[0] = rate / R.Of(1 - Power(R.Wide(beta1), a.Steps));
            shared[1] = R.Of(1 / (1 - Power(R.Wide(beta2), a.Steps)));
        }

        Group.Barrier();
        var (size, correction) = (shared[0], shared[1]);
        var parameters = a.Parameters.Of(work);
        var gradients = a.Gradients.Of(work);
        var first = a.FirstMoment.Of(work);
        var second = a.SecondMoment.Of(work);
        for (var i = work.First<S>(); i < a.Length; i += work.Step<S>())
        {
            var g = gradients[i] * factor;
            var m = (first[i] * beta1) + (g * (T.One - beta1));
            var v = (second[i] * beta2) + (g * g * (T.One - beta2));
            var p = (parameters[i] * keep) - (m * size / (R.Sqrt(v * correction) + R.Of(AdamEpsilon)));
            first[i] = m;
            second[i] = v;
            parameters[i] = p;
            Check<T, R>(a, work, p);
        }
    }

    [DeviceKernel]
    public static void Sgd<T, R, S>(Frame frame, StepArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var work = frame.Take(a.Parts);
        if (work.IsRetired)
        {
            return;
        }

        var rate = a.LearningRate.Of(work)[0];
        var keep = T.One - (rate * a.WeightDecay.Of(work)[0]);
        var momentum = a.First.Of(work)[0];
        var factor = a.Factor.Of(work)[0];
        var parameters = a.Parameters.Of(work);
        var gradients = a.Gradients.Of(work);
        var velocity = a.FirstMoment.Of(work);
        for (var i = work.First<S>(); i < a.Length; i += work.Step<S>())
        {
            var v = (velocity[i] * momentum) + (gradients[i] * factor);
            var p = (parameters[i] * keep) - (v * rate);
            velocity[i] = v;
            parameters[i] = p;
            Check<T, R>(a, work, p);
        }
    }

    // Whoever finds one writes the same: their order does not matter.
    private static void Check<T, R>(StepArguments<T> a, Work work, T parameter)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
    {
        if (!R.IsFinite(parameter))
        {
            a.Check.Of(work)[0] = R.Of(double.NaN);
        }
    }

    private static double Power(double value, long exponent)
    {
        var result = 1.0;
        for (var rest = exponent; rest > 0; rest >>= 1)
        {
            if ((rest & 1) != 0)
            {
                result *= value;
            }

            value *= value;
        }

        return result;
    }

    private static T SumSquares<T, S>(ArrayView<T> values, int count)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        var sum = T.Zero;
        for (var i = Group.IdxX; i < count; i += S.Edge * S.Edge)
        {
            sum += values[i] * values[i];
        }

        return sum;
    }
}
