using System.Numerics;
using ILGPU;
using SweepCluster.Compute.Ilgpu.Arithmetic;

namespace SweepCluster.Compute.Ilgpu.Kernels.Cascade;

internal readonly struct ConstellationArguments<T>
    where T : unmanaged
{
    public Operand<T> X { get; init; }

    /// <summary>Cᵀ.</summary>
    public Operand<T> Points { get; init; }

    public Operand<T> Distances { get; init; }

    public Operand<T> B { get; init; }

    /// <summary>The kernel's values, or the weights.</summary>
    public Operand<T> Values { get; init; }

    public Operand<T> Gradient { get; init; }

    public int Matrices { get; init; }

    public int Rows { get; init; }

    public int Dimension { get; init; }

    /// <summary>k.</summary>
    public int Count { get; init; }

    public int Parts { get; init; }
}

/// <summary>The polyharmonic kernel of any constellation.</summary>
internal static class ConstellationKernels
{
    /// <summary>M, one thread for each row and point; neighbours take neighbouring points.</summary>
    [DeviceKernel]
    public static void Distances<T, S>(Frame frame, ConstellationArguments<T> a)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        var work = frame.Take(a.Parts, a.Matrices);
        if (work.IsRetired)
        {
            return;
        }

        var x = a.X.Of(work);
        var points = a.Points.Of(work);
        var distances = a.Distances.Of(work);
        for (var i = work.First<S>(); i < a.Rows * a.Count; i += work.Step<S>())
        {
            var (row, point) = (i / a.Count, i % a.Count);
            var sum = T.Zero;
            for (var axis = 0; axis < a.Dimension; axis++)
            {
                var difference = x[((long)row * a.Dimension) + axis] - points[((long)axis * a.Count) + point];
                sum += difference * difference;
            }

            distances[i] = sum;
        }
    }

    /// <summary>k(M) − c.</summary>
    [DeviceKernel]
    public static void Values<T, R, S>(Frame frame, ConstellationArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var work = frame.Take(a.Parts, a.Matrices);
        if (work.IsRetired)
        {
            return;
        }

        var b = a.B.Of(work)[0];
        var distances = a.Distances.Of(work);
        var values = a.Values.Of(work);
        for (var i = work.First<S>(); i < a.Rows * a.Count; i += work.Step<S>())
        {
            values[i] = Distance.Kernel<T, R>(distances[i], b);
        }
    }

    /// <summary>Ψ in place of the weights and X ∘ (Ψ 1), one group for each row.</summary>
    [DeviceKernel]
    public static void Gradient<T, R, S>(Frame frame, ConstellationArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var shared = SharedMemory.Allocate<T>(Reduction.SharedLength);
        var work = frame.Take(a.Rows, a.Matrices);
        if (work.IsRetired)
        {
            return;
        }

        var row = work.Part;
        var b = a.B.Of(work)[0];
        var offset = T.One - (b + b);
        var distances = a.Distances.Of(work).SubView((long)row * a.Count);
        var weights = a.Values.Of(work).SubView((long)row * a.Count);
        var sum = T.Zero;
        for (var k = Group.IdxX; k < a.Count; k += S.Edge * S.Edge)
        {
            var psi = weights[k] * (Distance.Log<T, R>(distances[k]) + offset);
            weights[k] = psi;
            sum += psi;
        }

        sum = Reduction.Sum<T, S>(shared, sum);
        var x = a.X.Of(work).SubView((long)row * a.Dimension);
        var gradient = a.Gradient.Of(work).SubView((long)row * a.Dimension);
        for (var axis = Group.IdxX; axis < a.Dimension; axis += S.Edge * S.Edge)
        {
            gradient[axis] = x[axis] * sum;
        }
    }
}
