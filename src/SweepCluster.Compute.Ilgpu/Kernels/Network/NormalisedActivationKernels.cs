using System.Numerics;
using ILGPU;
using SweepCluster.Compute.Ilgpu.Arithmetic;

namespace SweepCluster.Compute.Ilgpu.Kernels.Network;

internal readonly struct NormalisedActivationArguments<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Its output is the activation's input.</summary>
    public BatchNormArguments<T> Norm { get; init; }

    public PolynomialArguments<T> Polynomial { get; init; }

    public Operand<T> Output { get; init; }

    public Operand<T> Slope { get; init; }
}

internal readonly struct NormalisedActivationBackwardArguments<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Its output is the gradient.</summary>
    public BatchNormArguments<T> Norm { get; init; }

    public BoundaryArguments<T> Boundary { get; init; }

    public Operand<T> Input { get; init; }

    public Operand<T> Slope { get; init; }
}

/// <summary>Batch normalisation and the activation behind it in one pass over a layer, and the way back.</summary>
internal static class NormalisedActivationKernels
{
    /// <summary>
    /// One group for each member, which takes an edge's worth of columns after another: the boundary loss is a sum over
    /// all of them, in an order that must not depend on how many groups there are.
    /// </summary>
    [DeviceKernel]
    public static void Forward<T, R, S>(Frame frame, NormalisedActivationArguments<T> a)
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

        var (rows, columns) = (a.Norm.Rows, a.Norm.Columns);
        var x = a.Norm.Values.Of(work);
        var input = a.Norm.Output.Of(work);
        var output = a.Output.Of(work);
        var slope = a.Slope.Of(work);
        var pass = PolynomialPass<T>.Begin(a.Polynomial, work);
        for (var left = 0; left < columns; left += S.Edge)
        {
            var column = left + InGroup.Column<S>();
            var line = BatchNormKernels.Line<T, R, S>(a.Norm, work, column, shared);
            for (var row = InGroup.Row<S>(); row < rows && column < columns; row += S.Edge)
            {
                var at = ((long)row * columns) + column;
                var normalised = line.Normalised(x[at]);
                var y = line.Output(normalised);
                var (value, steepness) = pass.Apply<R>(y);
                x[at] = normalised;
                input[at] = y;
                output[at] = value;
                slope[at] = steepness;
            }
        }

        pass.End<R, S>(a.Polynomial, work, shared, rows * columns);
    }

    /// <summary>One group for each edge's worth of columns.</summary>
    [DeviceKernel]
    public static void Backward<T, R, S>(Frame frame, NormalisedActivationBackwardArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var shared = SharedMemory.Allocate<T>(Reduction.SharedLength);
        var work = frame.TakeColumns<S>(a.Norm.Columns);
        if (work.IsRetired)
        {
            return;
        }

        var (penalty, weight) = a.Boundary.Of<R>(work, a.Norm.Rows * a.Norm.Columns);
        var column = work.Column<S>();
        var normalised = a.Norm.Values.Of(work);
        var gradient = a.Norm.Output.Of(work);
        var input = a.Input.Of(work);
        var slope = a.Slope.Of(work);
        var (toShift, toScale) = (T.Zero, T.Zero);
        for (var row = InGroup.Row<S>(); row < a.Norm.Rows && column < a.Norm.Columns; row += S.Edge)
        {
            var at = ((long)row * a.Norm.Columns) + column;
            var d = (gradient[at] * slope[at]) + (weight * penalty.Slope<R>(input[at]));
            gradient[at] = d;
            toShift += d;
            toScale += d * normalised[at];
        }

        BatchNormKernels.Differentiate<T, R, S>(a.Norm, work, toShift, toScale, shared);
    }
}
