using System.Numerics;
using ILGPU;

namespace SweepCluster.Compute.Ilgpu.Kernels.Matrix;

internal readonly struct DiagonalArguments<T>
    where T : unmanaged
{
    public Operand<T> Matrix { get; init; }

    public Operand<T> Values { get; init; }

    public int Matrices { get; init; }

    public int Rows { get; init; }
}

/// <summary>One group for each matrix.</summary>
internal static class DiagonalKernels
{
    [DeviceKernel]
    public static void Trace<T, S>(Frame frame, DiagonalArguments<T> a)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        var shared = SharedMemory.Allocate<T>(Reduction.SharedLength);
        var work = frame.Take(1, a.Matrices);
        if (work.IsRetired)
        {
            return;
        }

        var values = a.Matrix.Of(work);
        var sum = T.Zero;
        for (var row = Group.IdxX; row < a.Rows; row += Group.DimX)
        {
            sum += values[((long)row * a.Rows) + row];
        }

        sum = Reduction.Sum<T, S>(shared, sum);
        if (Group.IdxX == 0)
        {
            a.Values.Of(work)[0] = sum;
        }
    }

    [DeviceKernel]
    public static void Add<T, S>(Frame frame, DiagonalArguments<T> a)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        var work = frame.Take(1, a.Matrices);
        if (work.IsRetired)
        {
            return;
        }

        var values = a.Matrix.Of(work);
        var value = a.Values.Of(work)[0];
        for (var row = Group.IdxX; row < a.Rows; row += S.Edge * S.Edge)
        {
            values[((long)row * a.Rows) + row] += value;
        }
    }
}
