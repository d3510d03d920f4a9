using SweepCluster.Domain.Randomness;

namespace SweepCluster.Compute.Cpu;

internal sealed unsafe partial class CpuOperations<T, V, L>
{
    public void Dropout(DeviceArray<ulong> keys, DeviceArray<T> rate, long step, int layer, DeviceArray<T> values)
    {
        for (var member = 0; member < Population; member++)
        {
            var dropped = *((CpuArray<T>)rate).Member(member);
            if (_alive[member] && dropped > T.Zero)
            {
                var key = *((CpuArray<ulong>)keys).Member(member);
                var threshold = (ulong)(double.CreateTruncating(dropped) * (1UL << 32));
                Drop(key, threshold, T.One / (T.One - dropped), (uint)step, (uint)layer, ((CpuArray<T>)values).Member(member), values.Length);
            }
        }
    }

    private static void Drop(ulong key, ulong threshold, T kept, uint step, uint layer, T* values, int length)
    {
        var i = 0;
        for (; i + 4 <= length; i += 4)
        {
            var block = Philox.Block(key, new PhiloxBlock((uint)i >> 2, layer, (uint)RandomPurpose.Dropout, step));
            values[i] = block.X0 < threshold ? T.Zero : values[i] * kept;
            values[i + 1] = block.X1 < threshold ? T.Zero : values[i + 1] * kept;
            values[i + 2] = block.X2 < threshold ? T.Zero : values[i + 2] * kept;
            values[i + 3] = block.X3 < threshold ? T.Zero : values[i + 3] * kept;
        }

        if (i < length)
        {
            var block = Philox.Block(key, new PhiloxBlock((uint)i >> 2, layer, (uint)RandomPurpose.Dropout, step));
            for (var lane = 0; i < length; i++, lane++)
            {
                var word = lane == 0 ? block.X0 : lane == 1 ? block.X1 : block.X2;
                values[i] = word < threshold ? T.Zero : values[i] * kept;
            }
        }
    }
}
