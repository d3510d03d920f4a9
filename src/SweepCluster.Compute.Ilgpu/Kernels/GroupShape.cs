namespace SweepCluster.Compute.Ilgpu.Kernels;

/// <summary>
/// A group is a square of threads: 16 × 16 on a GPU, 4 × 4 on ILGPU's own CPU accelerator. As a type, so that
/// each is compiled with its edge as a constant.
/// </summary>
internal interface IGroupShape
{
    /// <summary>Threads along one side; 16 at most, for which shared memory is laid out.</summary>
    static abstract int Edge { get; }

    /// <summary>The edge is two to this power.</summary>
    static abstract int Bits { get; }

    /// <summary>Shared memory that a group may ask for when it is launched.</summary>
    static abstract int SharedBytes { get; }
}

internal readonly struct WideGroup : IGroupShape
{
    public static int Edge => 16;

    public static int Bits => 4;

    // What every GPU gives a group without being asked for more.
    public static int SharedBytes => 48 * 1024;
}

internal readonly struct NarrowGroup : IGroupShape
{
    public static int Edge => 4;

    public static int Bits => 2;

    // Little, so that small matrices take the ways of large ones.
    public static int SharedBytes => 8 * 1024;
}
