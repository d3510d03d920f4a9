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
        var parts = (a.Columns + S.Edge - 1) / S.Edge;
        var member = frame.Member(Grid.IdxX / parts);
        if (member == Frame.Retired)
        {
            return;
        }

        var column = (Grid.IdxX % parts * S.Edge) + (Group.IdxX % S.Edge);
        var first = Group.IdxX / S.Edge;
        var rows = column < a.Columns ? a.Rows : 0;
        var x = a.Values.Of(member);
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
            return;
        }

        // 0·∞ makes a variance that overflowed not a number, so that the member is seen to diverge.
        var variance = squares * perRow;
        var inverse = (variance * T.Zero) + (T.One / R.Sqrt(variance + R.Of(BatchNorm<float>.Epsilon)));
        if (first == 0)
        {
            UpdateRunning<T, R>(a, member, column, mean, squares);
            a.InverseDeviation.Of(member)[column] = inverse;
        }

        var scale = a.Scale.Of(member)[column];
        var shift = a.Shift.Of(member)[column];
        var y = a.Output.Of(member);
        for (var row = first; row < rows; row += S.Edge)
        {
            var at = ((long)row * a.Columns) + column;
            var normalised = (x[at] - mean) * inverse;
            x[at] = normalised;
            y[at] = (normalised * scale) + shift;
        }
    }

    [DeviceKernel]
    public static void Backward<T, R, S>(Frame frame, BatchNormArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var shared = SharedMemory.Allocate<T>(Reduction.SharedLength);
        var parts = (a.Columns + S.Edge - 1) / S.Edge;
        var member = frame.Member(Grid.IdxX / parts);
        if (member == Frame.Retired)
        {
            return;
        }

        var column = (Grid.IdxX % parts * S.Edge) + (Group.IdxX % S.Edge);
        var first = Group.IdxX / S.Edge;
        var rows = column < a.Columns ? a.Rows : 0;
        var x = a.Values.Of(member);
        var d = a.Output.Of(member);
        var (toShift, toScale) = (T.Zero, T.Zero);
        for (var row = first; row < rows; row += S.Edge)
        {
            var at = ((long)row * a.Columns) + column;
            toShift += d[at];
            toScale += d[at] * x[at];
        }

        toShift = Reduction.ColumnSum<T, S>(shared, toShift);
        toScale = Reduction.ColumnSum<T, S>(shared, toScale);
        if (rows == 0)
        {
            return;
        }

        if (first == 0)
        {
            a.ShiftGradient.Of(member)[column] = toShift;
            a.ScaleGradient.Of(member)[column] = toScale;
        }

        var perRow = T.One / R.Of(a.Rows);
        var factor = a.Scale.Of(member)[column] * a.InverseDeviation.Of(member)[column];
        var ofNormalised = -factor * toScale * perRow;
        var constant = -factor * toShift * perRow;
        for (var row = first; row < rows; row += S.Edge)
        {
            var at = ((long)row * a.Columns) + column;
            d[at] = (d[at] * factor) + ((x[at] * ofNormalised) + constant);
        }
    }

    /// <summary>Normalises in place by the running statistics.</summary>
    [DeviceKernel]
    public static void Inference<T, R, S>(Frame frame, BatchNormArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var parts = (a.Columns + S.Edge - 1) / S.Edge;
        var member = frame.Member(Grid.IdxX / parts);
        var column = (Grid.IdxX % parts * S.Edge) + (Group.IdxX % S.Edge);
        if (member == Frame.Retired || column >= a.Columns)
        {
            return;
        }

        var factor = a.Scale.Of(member)[column] / R.Sqrt(a.RunningVariance.Of(member)[column] + R.Of(BatchNorm<float>.Epsilon));
        var constant = a.Shift.Of(member)[column] - (a.RunningMean.Of(member)[column] * factor);
        var x = a.Values.Of(member);
        for (var row = Group.IdxX / S.Edge; row < a.Rows; row += S.Edge)
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
        var parts = (a.Columns + S.Edge - 1) / S.Edge;
        var member = frame.Member(Grid.IdxX / parts);
        if (member == Frame.Retired)
        {
            return;
        }

        var column = (Grid.IdxX % parts * S.Edge) + (Group.IdxX % S.Edge);
        var rows = column < a.Columns ? a.Rows : 0;
        var x = a.Values.Of(member);
        var sum = T.Zero;
        for (var row = Group.IdxX / S.Edge; row < rows; row += S.Edge)
        {
            sum += x[((long)row * a.Columns) + column];
        }

        sum = Reduction.ColumnSum<T, S>(shared, sum);
        if (rows > 0 && Group.IdxX < S.Edge)
        {
            a.Output.Of(member)[column] = sum;
        }
    }

    private static void UpdateRunning<T, R>(BatchNormArguments<T> a, int member, int column, T mean, T squares)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
    {
        var momentum = R.Of(BatchNorm<float>.Momentum);
        var unbiased = T.One / R.Of(a.Rows > 1 ? a.Rows - 1 : 1);
        var means = a.RunningMean.Of(member);
        var variances = a.RunningVariance.Of(member);
        means[column] += momentum * (mean - means[column]);
        variances[column] += momentum * ((squares * unbiased) - variances[column]);
    }
}
