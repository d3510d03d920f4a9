using SweepCluster.Domain.Randomness;

namespace SweepCluster.Compute.Cpu;

internal sealed unsafe partial class CpuOperations<T, V, L>
{
    public void BatchIndices(DeviceArray<ulong> keys, int epoch, int first, int rows, DeviceArray<int> indices)
    {
        var count = indices.Columns;
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)first + count, rows, nameof(first));
        for (var member = 0; member < Population; member++)
        {
            if (_alive[member])
            {
                var permutation = new KeyedPermutation(*((CpuArray<ulong>)keys).Member(member), RandomPurpose.BatchOrder, (uint)epoch, rows);
                var destination = ((CpuArray<int>)indices).Member(member);
                for (var i = 0; i < count; i++)
                {
                    destination[i] = permutation[first + i];
                }
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

        var columns = source.Columns;
        var from = ((CpuArray<TElement>)source).Member(0);
        for (var member = 0; member < Population; member++)
        {
            if (_alive[member])
            {
                var rows = ((CpuArray<int>)indices).Member(member);
                var to = ((CpuArray<TElement>)destination).Member(member);
                for (var i = 0; i < destination.Rows; i++)
                {
                    new ReadOnlySpan<TElement>(from + ((long)rows[i] * columns), columns).CopyTo(new Span<TElement>(to + ((long)i * columns), columns));
                }
            }
        }
    }
}
