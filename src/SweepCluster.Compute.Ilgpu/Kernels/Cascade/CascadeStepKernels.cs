using System.Numerics;
using ILGPU;
using SweepCluster.Compute.Ilgpu.Arithmetic;

namespace SweepCluster.Compute.Ilgpu.Kernels.Cascade;

internal readonly struct ResidualArguments<T>
    where T : unmanaged
{
    public Operand<T> Targets { get; init; }

    public int TargetColumns { get; init; }

    public Operand<T> Predictions { get; init; }

    public Operand<T> Residuals { get; init; }

    public Operand<T> Loss { get; init; }

    /// <summary>Of the losses, or of squared errors and hits.</summary>
    public Operand<double> Totals { get; init; }

    public Operand<int> Labels { get; init; }

    public int Outputs { get; init; }

    public int Rows { get; init; }
}

internal readonly struct RegulariserArguments<T>
    where T : unmanaged
{
    public Operand<T> Rules { get; init; }

    public Operand<T> Traces { get; init; }

    public Operand<T> Alphas { get; init; }

    public int Outputs { get; init; }
}

internal readonly struct ScaleRowsArguments<T>
    where T : unmanaged
{
    public Operand<T> Values { get; init; }

    public Operand<T> Factors { get; init; }

    public int Matrices { get; init; }

    public int Rows { get; init; }

    public int Columns { get; init; }

    public int Parts { get; init; }
}

/// <summary>What is around a cascade's solve.</summary>
internal static class CascadeStepKernels
{
    /// <summary>One group for each member; squares are summed in double.</summary>
    [DeviceKernel]
    public static void Residuals<T, R, S>(Frame frame, ResidualArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var shared = SharedMemory.Allocate<double>(Reduction.SharedLength);
        var work = frame.Take();
        if (work.IsRetired)
        {
            return;
        }

        var targets = a.Targets.Of(work).SubView(a.TargetColumns - a.Outputs);
        var predictions = a.Predictions.Of(work);
        var residuals = a.Residuals.Of(work);
        var sum = 0.0;
        for (var i = Group.IdxX; i < a.Outputs * a.Rows; i += S.Edge * S.Edge)
        {
            var (output, row) = (i / a.Rows, i % a.Rows);
            var difference = targets[((long)row * a.TargetColumns) + output] - predictions[i];
            residuals[i] = difference + difference;
            var wide = R.Wide(difference);
            sum += wide * wide;
        }

        sum = Reduction.Sum<double, S>(shared, sum);
        if (Group.IdxX == 0)
        {
            var mean = sum / ((double)a.Rows * a.Outputs);
            a.Loss.Of(work)[0] = R.Of(mean);
            a.Totals.Of(work)[0] += mean;
        }
    }

    /// <summary>One thread for each output of a member's group.</summary>
    [DeviceKernel]
    public static void Regulariser<T, S>(Frame frame, RegulariserArguments<T> a)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        var work = frame.Take();
        if (work.IsRetired)
        {
            return;
        }

        var rules = a.Rules.Of(work);
        for (var output = Group.IdxX; output < a.Outputs; output += S.Edge * S.Edge)
        {
            a.Alphas.Of(work.Member, output)[0] = rules[0] + (rules[1] * a.Traces.Of(work.Member, output)[0]);
        }
    }

    [DeviceKernel]
    public static void ScaleRows<T, S>(Frame frame, ScaleRowsArguments<T> a)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        var work = frame.Take(a.Parts, a.Matrices);
        if (work.IsRetired)
        {
            return;
        }

        var values = a.Values.Of(work);
        var factors = a.Factors.Of(work);
        for (var i = work.First<S>(); i < a.Rows * a.Columns; i += work.Step<S>())
        {
            values[i] *= factors[i / a.Columns];
        }
    }

    /// <summary>Squared errors and rows classified correctly, one group for each member.</summary>
    [DeviceKernel]
    public static void Score<T, R, S>(Frame frame, ResidualArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var shared = SharedMemory.Allocate<double>(Reduction.SharedLength);
        var work = frame.Take();
        if (work.IsRetired)
        {
            return;
        }

        var targets = a.Targets.Of(work).SubView(a.TargetColumns - a.Outputs);
        var predictions = a.Predictions.Of(work);
        var labels = a.Labels.Of(work);
        var (squares, hits) = (0.0, 0.0);
        for (var row = Group.IdxX; row < a.Rows; row += S.Edge * S.Edge)
        {
            var best = 0;
            for (var output = 0; output < a.Outputs; output++)
            {
                var prediction = predictions[((long)output * a.Rows) + row];
                var difference = R.Wide(targets[((long)row * a.TargetColumns) + output] - prediction);
                squares += difference * difference;
                best = prediction > predictions[((long)best * a.Rows) + row] ? output : best;
            }

            // The sign of a single output names its class.
            best = a.Outputs == 1 ? predictions[row] > T.Zero ? 1 : 0 : best;
            hits += best == labels[row] ? 1 : 0;
        }

        squares = Reduction.Sum<double, S>(shared, squares);
        hits = Reduction.Sum<double, S>(shared, hits);
        if (Group.IdxX == 0)
        {
            var totals = a.Totals.Of(work);
            totals[0] += squares;
            totals[1] += hits;
        }
    }
}
