using System.Numerics;
using ILGPU;
using SweepCluster.Compute.Ilgpu.Arithmetic;
using SweepCluster.Compute.Network;

namespace SweepCluster.Compute.Ilgpu.Kernels.Network;

internal readonly struct ActivationArguments<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public PolynomialArguments<T> Polynomial { get; init; }

    public Operand<T> Input { get; init; }

    public Operand<T> Output { get; init; }

    public Operand<T> Slope { get; init; }

    public int HasSlope { get; init; }

    public Operand<int> Escaped { get; init; }

    public int HasEscaped { get; init; }

    public int Length { get; init; }

    public int Columns { get; init; }
}

internal readonly struct ActivationBackwardArguments<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public BoundaryArguments<T> Boundary { get; init; }

    public Operand<T> Input { get; init; }

    public Operand<T> Slope { get; init; }

    public Operand<T> Gradient { get; init; }

    public int Length { get; init; }

    public int Parts { get; init; }
}

internal readonly struct CoefficientArguments<T>
    where T : unmanaged
{
    public int Basis { get; init; }

    public Operand<T> Range { get; init; }

    public Operand<int> Terms { get; init; }

    public Operand<T> Input { get; init; }

    public Operand<T> Upstream { get; init; }

    public Operand<T> Gradient { get; init; }

    public int Length { get; init; }

    public int MostTerms { get; init; }
}

/// <summary>Polynomial, slope, boundary loss, reach and escapes in one pass over a layer's inputs, and the way back.</summary>
internal static class ActivationKernels
{
    /// <summary>One group for each member.</summary>
    [DeviceKernel]
    public static void Forward<T, R, S>(Frame frame, ActivationArguments<T> a)
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

        var pass = PolynomialPass<T>.Begin(a.Polynomial, work);
        var input = a.Input.Of(work);
        var output = a.Output.Of(work);
        var slope = a.Slope.Of(work);
        var escaped = a.Escaped.Of(work);
        for (var i = Group.IdxX; i < a.Length; i += S.Edge * S.Edge)
        {
            var x = input[i];
            if (a.HasEscaped != 0 && !((x < T.Zero ? -x : x) <= pass.Range))
            {
                escaped[i / a.Columns] = 1;
            }

            var (value, steepness) = pass.Apply<R>(x);
            output[i] = value;
            if (a.HasSlope != 0)
            {
                slope[i] = steepness;
            }
        }

        pass.End<R, S>(a.Polynomial, work, shared, a.Length);
    }

    /// <summary>Elements of a member are shared out over several groups.</summary>
    [DeviceKernel]
    public static void Backward<T, R, S>(Frame frame, ActivationBackwardArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var work = frame.Take(a.Parts);
        if (work.IsRetired)
        {
            return;
        }

        var (penalty, weight) = a.Boundary.Of<R>(work, a.Length);
        var input = a.Input.Of(work);
        var slope = a.Slope.Of(work);
        var gradient = a.Gradient.Of(work);
        for (var i = work.First<S>(); i < a.Length; i += work.Step<S>())
        {
            gradient[i] = (gradient[i] * slope[i]) + (weight * penalty.Slope<R>(input[i]));
        }
    }

    /// <summary>One group for each coefficient of each member.</summary>
    [DeviceKernel]
    public static void Coefficients<T, R, S>(Frame frame, CoefficientArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var shared = SharedMemory.Allocate<T>(Reduction.SharedLength);
        var work = frame.Take(a.MostTerms);
        var order = work.Part;
        if (work.IsRetired || order >= a.Terms.Of(work)[0])
        {
            return;
        }

        var range = a.Range.Of(work)[0];
        var inverse = T.One / range;
        var input = a.Input.Of(work);
        var upstream = a.Upstream.Of(work);
        var sum = T.Zero;
        for (var i = Group.IdxX; i < a.Length; i += S.Edge * S.Edge)
        {
            var t = input[i] * inverse;
            var w = a.Basis == (int)PolynomialBasis.HalfPlusEven ? (R.Of(2) * (t * t)) - T.One : t;
            var (previous, current) = (w, T.One);
            for (var k = 0; k < order; k++)
            {
                (previous, current) = (current, ((w + w) * current) - previous);
            }

            sum += upstream[i] * current;
        }

        sum = Reduction.Sum<T, S>(shared, sum);
        if (Group.IdxX == 0)
        {
            a.Gradient.Of(work)[order] = sum * range;
        }
    }
}
