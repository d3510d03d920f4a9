using System.Collections.Immutable;
using SweepCluster.Domain.Randomness;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Cells;

/// <summary>
/// The first points of a scrambled Sobol sequence, keyed by the sweep's seed: a longer sweep begins with the cells of
/// a shorter one. A point whose cell came before, as happens on axes of few values, is passed over.
/// </summary>
internal static class SobolPoints
{
    /// <summary>How many cells <see cref="StrategyKind.Boundary"/> chooses from; the same for every sweep, so that a longer one begins as a shorter one.</summary>
    public const int Candidates = 16384;

    /// <summary>Points tried per cell; in a space of few combinations the last ones may be hard to meet.</summary>
    private const int Patience = 64;

    public static ImmutableArray<Cell> Of(Sweep sweep, int? wanted = null)
    {
        var draw = new PointDraw(sweep, wanted);
        var sequence = new SobolSequence(draw.Dimensions, StableHash.Combine(sweep.Seed, StableHash.Of("sobol")));
        var cells = ImmutableArray.CreateBuilder<Cell>(draw.Wanted);
        var point = new double[draw.Dimensions];
        var last = (uint)Math.Min(uint.MaxValue, (long)Patience * draw.Wanted);
        for (var index = 0u; index < last && cells.Count < draw.Wanted; index++)
        {
            sequence.At(index, point);
            if (draw.At(point) is { } cell)
            {
                cells.Add(cell);
            }
        }

        while (cells.Count < draw.Wanted)
        {
            cells.Add(draw.Random(cells.Count));
        }

        return cells.MoveToImmutable();
    }
}
