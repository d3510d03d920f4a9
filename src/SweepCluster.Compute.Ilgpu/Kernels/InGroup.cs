using ILGPU;

namespace SweepCluster.Compute.Ilgpu.Kernels;

/// <summary>
/// Where this thread stands in its group, a square. By bits: a division by the edge, constant as it is, stays one in
/// what ILGPU compiles.
/// </summary>
internal static class InGroup
{
    public static int Row<S>()
        where S : struct, IGroupShape => Group.IdxX >> S.Bits;

    public static int Column<S>()
        where S : struct, IGroupShape => Group.IdxX & (S.Edge - 1);
}
