using SweepCluster.Compute.Cpu.Matrix;

namespace SweepCluster.Compute.Cpu;

internal sealed unsafe partial class CpuOperations<T, V, L>
{
    public void SumGramProducts(ReadOnlySpan<DeviceArray<T>> h, ReadOnlySpan<DeviceArray<T>> g, DeviceArray<T> result)
    {
        MatrixShapes.CheckGramProducts(Population, h, g, result);
        var layers = stackalloc GramLayer<T>[h.Length];
        for (var layer = 0; layer < h.Length; layer++)
        {
            layers[layer] = new GramLayer<T>(
                new Matrices<T>((CpuArray<T>)h[layer]), new Matrices<T>((CpuArray<T>)g[layer]));
        }

        var job = new GramJob<T, V, L>(layers, h.Length)
        {
            Buffers = Scratch.Buffers,
            Result = new Matrices<T>((CpuArray<T>)result),
            MatricesPerMember = result.Matrices,
            Rows = result.Rows,
        };
        var parts = ListLiving() * job.TilesPerMember;
        job.Members = Scratch.Members;
        RunParts(ref job, parts, job.WorkPerTile);
    }
}
