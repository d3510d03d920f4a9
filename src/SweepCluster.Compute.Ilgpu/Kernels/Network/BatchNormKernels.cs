using System.Numerics;
using ILGPU;
using SweepCluster.Compute.Ilgpu.Arithmetic;
using SweepCluster.Compute.Network;

namespace SweepCluster.Compute.Ilgpu.Kernels.Network;

internal readonly struct BatchNormArguments<T>
    where T : unmanaged
{
    /// <summary>x, and then x̂.</summary>
    public Operand<T> Values { get; init; }

    /// <summary>The output forward, the gradient backward.</summary>
    public Operand<T> Output { get; init; }

    public Operand<T> Scale { get; init; }

    public Operand<T> Shift { get; init; }

    public Operand<T> RunningMean { get; init; }

    public Operand<T> RunningVariance { get; init; }

    public Operand<T> InverseDeviation { get; init; }

    public Operand<T> ScaleGradient { get; init; }

    public Operand<T> ShiftGradient { get; init; }

    public int Rows { get; init; }

    public int Columns { get; init; }
}

/// <summary>
/// Batch normalisation, one group for each edge's worth of columns: neighbouring threads take neighbouring columns,
/// and a column's threads share its rows.
/// </summary>
internal static class BatchNormKernels
{
    [DeviceKernel]
    public static void Forward<T, R, S>(Frame frame, BatchNormArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var shared = SharedMemory.Allocate<T>(Reduction.SharedLength);
        var work = frame.TakeColumns<S>(a.Columns);
        if (work.IsRetired)
        {
            return;
        }

        var column = work.Column<S>();
        var line = Line<T, R, S>(a, work, column, shared);
        var x = a.Values.Of(work);
        var y = a.Output.Of(work);
        for (var row = InGroup.Row<S>(); row < a.Rows && column < a.Columns; row += S.Edge)
        {
            var at = ((long)row * a.Columns) + column;
            var normalised = line.Normalised(x[at]);
            x[at] = normalised;
            y[at] = line.Output(normalised);
        }
    }

    [DeviceKernel]
    public static void Backward<T, R, S>(Frame frame, BatchNormArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var shared = SharedMemory.Allocate<T>(Reduction.SharedLength);
        var work = frame.TakeColumns<S>(a.Columns);
        if (work.IsRetired)
        {
            return;
        }

        var column = work.Column<S>();
        var x = a.Values.Of(work);
        var d = a.Output.Of(work);
        var (toShift, toScale) = (T.Zero, T.Zero);
        for (var row = InGroup.Row<S>(); row < a.Rows && column < a.Columns; row += S.Edge)
        {
            var at = ((long)row * a.Columns) + column;
            toShift += d[at];
            toScale += d[at] * x[at];
        }

        Differentiate<T, R, S>(a, work, toShift, toScale, shared);
    }

    /// <summary>Normalises in place by the running statistics.</summary>
    [DeviceKernel]
    public static void Inference<T, R, S>(Frame frame, BatchNormArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var work = frame.TakeColumns<S>(a.Columns);
        var column = work.Column<S>();
        if (work.IsRetired || column >= a.Columns)
        {
            return;
        }

        var factor = a.Scale.Of(work)[column] / R.Sqrt(a.RunningVariance.Of(work)[column] + R.Of(BatchNorm<float>.Epsilon));
        var constant = a.Shift.Of(work)[column] - (a.RunningMean.Of(work)[column] * factor);
        var x = a.Values.Of(work);
        for (var row = InGroup.Row<S>(); row < a.Rows; row += S.Edge)
        {
            var at = ((long)row * a.Columns) + column;
            x[at] = (x[at] * factor) + constant;
        }
    }

    /// <summary>The sum of each column of the values, into the output.</summary>
    [DeviceKernel]
    public static void ColumnSums<T, S>(Frame frame, BatchNormArguments<T> a)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        var shared = SharedMemory.Allocate<T>(Reduction.SharedLength);
        var work = frame.TakeColumns<S>(a.Columns);
        if (work.IsRetired)
        {
            return;
        }

        var column = work.Column<S>();
        var rows = column < a.Columns ? a.Rows : 0;
        var x = a.Values.Of(work);
        var sum = T.Zero;
        for (var row = InGroup.Row<S>(); row < rows; row += S.Edge)
        {
            sum += x[((long)row * a.Columns) + column];
        }

        sum = Reduction.ColumnSum<T, S>(shared, sum);
        if (rows > 0 && Group.IdxX < S.Edge)
        {
            a.Output.Of(work)[column] = sum;
        }
    }

    /// <summary>
    /// What a column's statistics make of its elements, returned to all of its threads; the running statistics follow.
    /// Every thread of the group must call this, those beyond the last column too.
    /// </summary>
    public static NormalisationLine<T> Line<T, R, S>(BatchNormArguments<T> a, Work work, int column, ArrayView<T> shared)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var first = InGroup.Row<S>();
        var rows = column < a.Columns ? a.Rows : 0;
        var x = a.Values.Of(work);
        var perRow = T.One / R.Of(a.Rows);
        var sum = T.Zero;
        for (var row = first; row < rows; row += S.Edge)
        {
            sum += x[((long)row * a.Columns) + column];
        }

        var mean = Reduction.ColumnSum<T, S>(shared, sum) * perRow;
        sum = T.Zero;
        for (var row = first; row < rows; row += S.Edge)
        {
            var deviation = x[((long)row * a.Columns) + column] - mean;
            sum += deviation * deviation;
        }

        var squares = Reduction.ColumnSum<T, S>(shared, sum);
        if (rows == 0)
        {
            return default;
        }

        // 0·∞ makes a variance that overflowed not a number, so that the member is seen to diverge.
        var variance = squares * perRow;
        var inverse = (variance * T.Zero) + (T.One / R.Sqrt(variance + R.Of(BatchNorm<float>.Epsilon)));
        if (first == 0)
        {
            UpdateRunning<T, R>(a, work, column, mean, squares);
            a.InverseDeviation.Of(work)[column] = inverse;
        }

        return new NormalisationLine<T>(mean, inverse, a.Scale.Of(work)[column], a.Shift.Of(work)[column]);
    }

    /// <summary>
    /// Takes the gradient through the normalisation, in place, from each thread's sums of it and of its products with
    /// x̂. Every thread of the group must call this.
    /// </summary>
    public static void Differentiate<T, R, S>(BatchNormArguments<T> a, Work work, T toShift, T toScale, ArrayView<T> shared)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        toShift = Reduction.ColumnSum<T, S>(shared, toShift);
        toScale = Reduction.ColumnSum<T, S>(shared, toScale);
        var column = work.Column<S>();
        var first = InGroup.Row<S>();
        if (column >= a.Columns)
        {
            return;
        }

        if (first == 0)
        {
            a.ShiftGradient.Of(work)[column] = toShift;
            a.ScaleGradient.Of(work)[column] = toScale;
        }

        var perRow = T.One / R.Of(a.Rows);
        var factor = a.Scale.Of(work)[column] * a.InverseDeviation.Of(work)[column];
        var ofNormalised = -factor * toScale * perRow;
        var constant = -factor * toShift * perRow;
        var x = a.Values.Of(work);
        var d = a.Output.Of(work);
        for (var row = first; row < a.Rows; row += S.Edge)
        {
            var at = ((long)row * a.Columns) + column;
            d[at] = (d[at] * factor) + ((x[at] * ofNormalised) + constant);
        }
    }

    private static void UpdateRunning<T, R>(BatchNormArguments<T> a, Work work, int column, T mean, T squares)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
    {
        var momentum = R.Of(BatchNorm<float>.Momentum);
        var unbiased = T.One / R.Of(a.Rows > 1 ? a.Rows - 1 : 1);
        var means = a.RunningMean.Of(work);
        var variances = a.RunningVariance.Of(work);
        means[column] += momentum * (mean - means[column]);
        variances[column] += momentum * ((squares * unbiased) - variances[column]);
    }
}
