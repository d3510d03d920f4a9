namespace SweepCluster.Compute.Ilgpu.Kernels;

/// <summary>
/// A group is a square of threads: 16 × 16 on a GPU, 4 × 4 on ILGPU's own CPU accelerator. As a type, so that
/// each is compiled with its edge as a constant.
/// </summary>
internal interface IGroupShape
{
    /// <summary>Threads along one side; 16 at most, for which shared memory is laid out.</summary>
    static abstract int Edge { get; }
}

internal readonly struct WideGroup : IGroupShape
{
    public static int Edge => 16;
}

internal readonly struct NarrowGroup : IGroupShape
{
    public static int Edge => 4;
}
