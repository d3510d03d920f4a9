namespace SweepCluster.Compute.Cpu.Matrix;

/// <summary>
/// One side of a product, transposed or not: element (i, l), i across the result and l along the summed depth, is
/// at Data[i·Across + l·Depth].
/// </summary>
internal readonly unsafe struct Operand<T>(T* data, long across, long depth)
    where T : unmanaged
{
    public readonly T* Data = data;
    public readonly nint Across = (nint)across;
    public readonly nint Depth = (nint)depth;

    public Operand<T> Plus(long elements) => new(Data + elements, Across, Depth);

    public Operand<T> At(long i, long l) => new(Data + (i * Across) + (l * Depth), Across, Depth);
}
