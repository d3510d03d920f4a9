using System.Collections.Immutable;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Cells;

/// <summary>
/// Independent uniform points, each axis on its own scale, keyed by the sweep's seed and the point's number: a
/// longer sweep begins with the cells of a shorter one.
/// </summary>
internal static class RandomPoints
{
    public static ImmutableArray<Cell> Of(Sweep sweep)
    {
        var draw = new PointDraw(sweep);
        return [.. Enumerable.Range(0, draw.Wanted).Select(draw.Random)];
    }
}
