using System.Runtime.Intrinsics.X86;

namespace SweepCluster.Compute.Cpu;

internal sealed unsafe partial class CpuOperations<T, V, L>
{
    private const int CacheLine = 64;

    // Rows are scattered over a data set larger than any cache: asking for them this far ahead hides the memory.
    private const int RowsAhead = 3;

    public void BatchIndices(DeviceArray<ulong> keys, int epoch, int first, int rows, DeviceArray<int> indices)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)first + indices.Columns, rows, nameof(first));
        for (var member = 0; member < Population; member++)
        {
            if (_alive[member])
            {
                BatchPermutation.Fill(*((CpuArray<ulong>)keys).Member(member), (uint)epoch, first, rows, ((CpuArray<int>)indices).Member(member), indices.Columns);
            }
        }
    }

    public void GatherRows<TElement>(DeviceArray<TElement> source, DeviceArray<int> indices, DeviceArray<TElement> destination)
        where TElement : unmanaged
    {
        if (source.Columns != destination.Columns || indices.Columns != destination.Rows)
        {
            throw new ArgumentException($"Rows {indices} of {source} do not fit {destination}.", nameof(destination));
        }

        var from = ((CpuArray<TElement>)source).Member(0);
        for (var member = 0; member < Population; member++)
        {
            if (_alive[member])
            {
                var rows = ((CpuArray<int>)indices).Member(member);
                var to = ((CpuArray<TElement>)destination).Member(member);
                if (source.Columns * sizeof(TElement) <= CacheLine)
                {
                    GatherShort(from, rows, to, destination.Rows, source.Columns);
                }
                else
                {
                    GatherLong(from, rows, to, destination.Rows, source.Columns);
                }
            }
        }
    }

    private static void GatherShort<TElement>(TElement* from, int* rows, TElement* to, int count, int columns)
        where TElement : unmanaged
    {
        for (var i = 0; i < count; i++)
        {
            var row = from + ((long)rows[i] * columns);
            for (var c = 0; c < columns; c++)
            {
                *to++ = row[c];
            }
        }
    }

    private static void GatherLong<TElement>(TElement* from, int* rows, TElement* to, int count, int columns)
        where TElement : unmanaged
    {
        for (var i = 0; i < count; i++)
        {
            if (Sse.IsSupported && i + RowsAhead < count)
            {
                var ahead = (byte*)(from + ((long)rows[i + RowsAhead] * columns));
                for (var line = 0; line < columns * sizeof(TElement); line += CacheLine)
                {
                    Sse.Prefetch0(ahead + line);
                }
            }

            new ReadOnlySpan<TElement>(from + ((long)rows[i] * columns), columns).CopyTo(new Span<TElement>(to + ((long)i * columns), columns));
        }
    }
}
