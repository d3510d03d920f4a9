using System.Numerics;
using ILGPU;

namespace SweepCluster.Compute.Ilgpu.Kernels;

/// <summary>Reductions over a group in a fixed order: the same bits on every run.</summary>
internal static class Reduction
{
    /// <summary>Elements of shared memory that a reduction needs: one a thread, one an edge.</summary>
    public const int SharedLength = 272;

    /// <summary>The sum over all threads, returned to all.</summary>
    public static T Sum<T, S>(ArrayView<T> shared, T value)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        var column = ColumnSum<T, S>(shared, value);
        if (Group.IdxX < S.Edge)
        {
            shared[256 + Group.IdxX] = column;
        }

        Group.Barrier();
        var total = shared[256];
        for (var i = 1; i < S.Edge; i++)
        {
            total += shared[256 + i];
        }

        return total;
    }

    /// <summary>The sum over the threads whose index is the same modulo the edge, returned to each of them.</summary>
    public static T ColumnSum<T, S>(ArrayView<T> shared, T value)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        Group.Barrier();
        shared[Group.IdxX] = value;
        Group.Barrier();
        var column = InGroup.Column<S>();
        var total = shared[column];
        for (var i = 1; i < S.Edge; i++)
        {
            total += shared[column + (i * S.Edge)];
        }

        return total;
    }

    /// <summary>The largest over all threads, or what is not a number if there is one.</summary>
    public static T Largest<T, S>(ArrayView<T> shared, T value)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        Group.Barrier();
        shared[Group.IdxX] = value;
        Group.Barrier();
        var column = InGroup.Column<S>();
        var largest = shared[column];
        for (var i = 1; i < S.Edge; i++)
        {
            largest = Larger(largest, shared[column + (i * S.Edge)]);
        }

        if (Group.IdxX < S.Edge)
        {
            shared[256 + Group.IdxX] = largest;
        }

        Group.Barrier();
        largest = shared[256];
        for (var i = 1; i < S.Edge; i++)
        {
            largest = Larger(largest, shared[256 + i]);
        }

        return largest;
    }

    /// <summary>The larger of two, or what is not a number.</summary>
    public static T Larger<T>(T a, T b)
        where T : unmanaged, INumber<T>
    {
        // What is not a number does not equal itself.
#pragma warning disable CS1718
        return a > b || a != a ? a : b;
#pragma warning restore CS1718
    }
}
