using System.Numerics;
using ILGPU;

namespace SweepCluster.Compute.Ilgpu.Kernels.Matrix;

/// <summary>
/// One operand of a product of two blocks, seen as [across, depth]: across are the result's rows or columns, and
/// depth is what is summed over. Either may be the one that is contiguous.
/// </summary>
/// <param name="aligned">Not 0 when every fourth element of each row begins a quad: its address is one of 16 bytes.</param>
internal readonly struct Side<T>(ArrayView<T> data, int count, int columns, int transposed, int aligned)
    where T : unmanaged, INumber<T>
{
    public readonly ArrayView<T> Data = data;

    /// <summary>Elements across.</summary>
    public readonly int Count = count;
    public readonly int Columns = columns;

    /// <summary>Not 0 when neighbours across lie side by side.</summary>
    public readonly int Transposed = transposed;
    public readonly int Aligned = aligned;

    public long IndexOf(int across, int depth) =>
        Transposed != 0 ? ((long)depth * Columns) + across : ((long)across * Columns) + depth;
}
