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
        var product = Grid.IdxX / a.Parts;
        var member = frame.Member(product / a.Matrices);
        if (member == Frame.Retired)
        {
            return;
        }

        var matrix = product % a.Matrices;
        var x = a.X.Of(member, matrix);
        var points = a.Points.Of(member, matrix);
        var distances = a.Distances.Of(member, matrix);
        for (var i = Run.First<S>(a.Parts); i < a.Rows * a.Count; i += Run.Step<S>(a.Parts))
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
        var product = Grid.IdxX / a.Parts;
        var member = frame.Member(product / a.Matrices);
        if (member == Frame.Retired)
        {
            return;
        }

        var matrix = product % a.Matrices;
        var b = a.B.Of(member)[0];
        var distances = a.Distances.Of(member, matrix);
        var values = a.Values.Of(member, matrix);
        for (var i = Run.First<S>(a.Parts); i < a.Rows * a.Count; i += Run.Step<S>(a.Parts))
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
        var product = Grid.IdxX / a.Rows;
        var member = frame.Member(product / a.Matrices);
        if (member == Frame.Retired)
        {
            return;
        }

        var (matrix, row) = (product % a.Matrices, Grid.IdxX % a.Rows);
        var b = a.B.Of(member)[0];
        var offset = T.One - (b + b);
        var distances = a.Distances.Of(member, matrix).SubView((long)row * a.Count);
        var weights = a.Values.Of(member, matrix).SubView((long)row * a.Count);
        var sum = T.Zero;
        for (var k = Group.IdxX; k < a.Count; k += S.Edge * S.Edge)
        {
            var psi = weights[k] * (Distance.Log<T, R>(distances[k]) + offset);
            weights[k] = psi;
            sum += psi;
        }

        sum = Reduction.Sum<T, S>(shared, sum);
        var x = a.X.Of(member, matrix).SubView((long)row * a.Dimension);
        var gradient = a.Gradient.Of(member, matrix).SubView((long)row * a.Dimension);
        for (var axis = Group.IdxX; axis < a.Dimension; axis += S.Edge * S.Edge)
        {
            gradient[axis] = x[axis] * sum;
        }
    }
}
