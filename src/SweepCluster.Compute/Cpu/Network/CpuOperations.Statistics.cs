using System.Numerics;

namespace SweepCluster.Compute.Cpu;

internal sealed unsafe partial class CpuOperations<T, V, L>
{
    public void Accumulate(DeviceArray<T> values, DeviceArray<double> sums, double weight = 1)
    {
        for (var member = 0; member < Population; member++)
        {
            if (_alive[member])
            {
                var from = ((CpuArray<T>)values).Member(member);
                var to = ((CpuArray<double>)sums).Member(member);
                for (var i = 0; i < values.Length; i++)
                {
                    to[i] += weight * double.CreateTruncating(from[i]);
                }
            }
        }
    }

    public void AccumulateLargest(DeviceArray<T> values, DeviceArray<T> largest)
    {
        for (var member = 0; member < Population; member++)
        {
            if (_alive[member])
            {
                var from = ((CpuArray<T>)values).Member(member);
                var to = ((CpuArray<T>)largest).Member(member);
                for (var i = 0; i < values.Length; i++)
                {
                    to[i] = T.Max(to[i], from[i]);
                }
            }
        }
    }

    public void CountFlags(DeviceArray<int> flags, int rows, DeviceArray<int> count)
    {
        for (var member = 0; member < Population; member++)
        {
            if (_alive[member])
            {
                var set = new Span<int>(((CpuArray<int>)flags).Member(member), rows);
                *((CpuArray<int>)count).Member(member) += set.Count(1);
                set.Clear();
            }
        }
    }
}
