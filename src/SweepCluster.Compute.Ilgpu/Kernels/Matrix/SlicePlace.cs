using ILGPU;

namespace SweepCluster.Compute.Ilgpu.Kernels.Matrix;

/// <summary>Where a thread's four elements of a slice lie: the first, and the way from each to the next.</summary>
internal readonly struct SlicePlace(int across, int depth, int acrossStep, int depthStep)
{
    public readonly int Across = across;
    public readonly int Depth = depth;
    public readonly int AcrossStep = acrossStep;
    public readonly int DepthStep = depthStep;

    /// <param name="transposed">Not 0 when neighbours across lie side by side; else neighbours in depth do.</param>
    /// <param name="aligned">Not 0 for four that lie side by side; else they are as far apart as the group's threads reach.</param>
    public static SlicePlace Of<S>(int transposed, int aligned)
        where S : struct, IGroupShape
    {
        var thread = Group.IdxX;
        if (aligned != 0)
        {
            return transposed != 0
                ? new SlicePlace(4 * InGroup.Column<S>(), InGroup.Row<S>(), 1, 0)
                : new SlicePlace(thread >> (S.Bits - 2), 4 * (thread & ((S.Edge / 4) - 1)), 0, 1);
        }

        return transposed != 0
            ? new SlicePlace(thread & ((4 * S.Edge) - 1), thread >> (S.Bits + 2), 0, S.Edge / 4)
            : new SlicePlace(InGroup.Row<S>(), InGroup.Column<S>(), S.Edge, 0);
    }
}
