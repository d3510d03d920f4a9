using ILGPU;

namespace SweepCluster.Compute.Ilgpu.Kernels;

/// <summary>How groups share out a run of elements: each thread steps over the whole grid of its member.</summary>
internal static class Run
{
    /// <summary>The first element of this thread.</summary>
    public static int First<S>(int parts)
        where S : struct, IGroupShape => (Grid.IdxX % parts * S.Edge * S.Edge) + Group.IdxX;

    public static int Step<S>(int parts)
        where S : struct, IGroupShape => parts * S.Edge * S.Edge;
}
