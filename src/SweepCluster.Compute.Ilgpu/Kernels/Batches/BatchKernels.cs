using ILGPU;
using SweepCluster.Domain.Randomness;

namespace SweepCluster.Compute.Ilgpu.Kernels.Batches;

internal readonly struct IndexArguments
{
    public Operand<ulong> Keys { get; init; }

    public Operand<int> Indices { get; init; }

    public uint Epoch { get; init; }

    public int First { get; init; }

    public uint Rows { get; init; }

    /// <summary>⌈√rows⌉, the base of the permutation's digits.</summary>
    public uint Radix { get; init; }

    public int Count { get; init; }

    public int Parts { get; init; }
}

internal readonly struct GatherArguments<T>
    where T : unmanaged
{
    public Operand<T> Source { get; init; }

    public Operand<int> Indices { get; init; }

    public Operand<T> Destination { get; init; }

    public int Rows { get; init; }

    public int Columns { get; init; }

    public int Parts { get; init; }
}

/// <summary>The rows of mini-batches.</summary>
internal static class BatchKernels
{
    /// <summary>Entries of <see cref="KeyedPermutation"/>, one a thread and bit for bit the same.</summary>
    [DeviceKernel]
    public static void Indices<S>(Frame frame, IndexArguments a)
        where S : struct, IGroupShape
    {
        var work = frame.Take(a.Parts);
        if (work.IsRetired)
        {
            return;
        }

        var key = a.Keys.Of(work)[0];
        var first = Philox.Block(key, new PhiloxBlock(0, 0, (uint)RandomPurpose.BatchOrder, a.Epoch));
        var second = Philox.Block(key, new PhiloxBlock(1, 0, (uint)RandomPurpose.BatchOrder, a.Epoch));
        var indices = a.Indices.Of(work);
        for (var i = work.First<S>(); i < a.Count; i += work.Step<S>())
        {
            // Entries beyond the rows are walked on along their cycle.
            var value = Encipher((uint)(a.First + i), a.Radix, first, second);
            while (value >= a.Rows)
            {
                value = Encipher(value, a.Radix, first, second);
            }

            indices[i] = (int)value;
        }
    }

    /// <summary>Copies rows of a shared array; neighbouring threads take neighbouring columns, or quads of them.</summary>
    [DeviceKernel]
    public static void Gather<T, S>(Frame frame, GatherArguments<T> a)
        where T : unmanaged
        where S : struct, IGroupShape
    {
        var work = frame.Take(a.Parts);
        if (work.IsRetired)
        {
            return;
        }

        var source = a.Source.Of(0);
        var indices = a.Indices.Of(work);
        var destination = a.Destination.Of(work);
        var total = a.Rows * a.Columns;
        if (a.Source.Aligned != 0 && a.Destination.Aligned != 0)
        {
            for (var i = 4 * work.First<S>(); i < total; i += 4 * work.Step<S>())
            {
                Quad.At(destination, i) = Quad.At(source, Origin(a, indices, i));
            }
        }
        else
        {
            for (var i = work.First<S>(); i < total; i += work.Step<S>())
            {
                destination[i] = source[Origin(a, indices, i)];
            }
        }
    }

    private static long Origin<T>(GatherArguments<T> a, ArrayView<int> indices, int i)
        where T : unmanaged
    {
        var row = i / a.Columns;
        return ((long)indices[row] * a.Columns) + (i - (row * a.Columns));
    }

    private static uint Encipher(uint value, uint radix, PhiloxBlock first, PhiloxBlock second)
    {
        var left = value / radix;
        var right = value - (left * radix);
        (left, right) = (right, Round(left, right, first.X0, radix));
        (left, right) = (right, Round(left, right, first.X1, radix));
        (left, right) = (right, Round(left, right, first.X2, radix));
        (left, right) = (right, Round(left, right, first.X3, radix));
        (left, right) = (right, Round(left, right, second.X0, radix));
        (left, right) = (right, Round(left, right, second.X1, radix));
        (left, right) = (right, Round(left, right, second.X2, radix));
        (left, right) = (right, Round(left, right, second.X3, radix));
        return (left * radix) + right;
    }

    private static uint Round(uint left, uint right, uint key, uint radix)
    {
        var hash = ((right + 1) * 0x9E3779B1) ^ key;
        hash = (hash ^ (hash >> 15)) * 0x85EBCA77;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE3D;
        hash ^= hash >> 16;
        var sum = left + (uint)(((ulong)hash * radix) >> 32);
        return sum >= radix ? sum - radix : sum;
    }
}
