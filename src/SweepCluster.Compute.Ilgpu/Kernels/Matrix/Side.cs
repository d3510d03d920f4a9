using ILGPU;

namespace SweepCluster.Compute.Ilgpu.Kernels.Matrix;

/// <summary>
/// One operand of a product of two blocks, seen as [across, depth]: across are the result's rows or columns, and
/// depth is what is summed over. Either may be the one that is contiguous.
/// </summary>
internal readonly struct Side<T>(ArrayView<T> data, int count, int columns, int transposed)
    where T : unmanaged
{
    public readonly ArrayView<T> Data = data;

    /// <summary>Elements across.</summary>
    public readonly int Count = count;
    public readonly int Columns = columns;

    /// <summary>Not 0 when neighbours across lie side by side.</summary>
    public readonly int Transposed = transposed;

    public T At(int across, int depth) =>
        Transposed != 0 ? Data[((long)depth * Columns) + across] : Data[((long)across * Columns) + depth];
}
