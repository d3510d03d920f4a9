using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Planning.Refinement;

/// <summary>Why a quad is split, the most interesting first.</summary>
internal enum Change
{
    /// <summary>The majority of one cell is stable and that of another is not: the cliff runs through.</summary>
    Cliff,

    /// <summary>It is unclear on which side of the threshold a cell lies.</summary>
    Ambiguous,

    /// <summary>Two cells fail in different ways.</summary>
    Label,

    /// <summary>The scores of two stable cells are further apart than the tolerance.</summary>
    Score,

    None,
}

/// <summary>Decides from the cells on a quad's border whether the map changes there.</summary>
internal readonly struct RefineRule(Refine settings)
{
    /// <summary>The change among the cells that are decided; further ones can only make it a more interesting one.</summary>
    public Change Among(ReadOnlySpan<CellTally> decided)
    {
        var change = Change.None;
        var (lowest, highest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var cell in decided)
        {
            var (label, first) = (cell.Majority, decided[0].Majority);
            if (label == Outcome.Stable && cell.StableScore is { } score)
            {
                (lowest, highest) = (Math.Min(lowest, score), Math.Max(highest, score));
            }

            change = label == first ? change
                : label == Outcome.Stable || first == Outcome.Stable ? Change.Cliff
                : Least(change, Change.Label);
            change = IsAmbiguous(cell) ? Least(change, Change.Ambiguous) : change;
        }

        return highest - lowest > settings.Tolerance ? Least(change, Change.Score) : change;
    }

    /// <summary>
    /// Whether the 95 % interval of P(stable) contains the threshold. A cell whose replicates all agree is never
    /// ambiguous: the interval of three that agree still contains ½, and then every quad would be split.
    /// </summary>
    private bool IsAmbiguous(in CellTally cell) =>
        cell.Stable > 0 && cell.Stable < cell.Finished && cell.StableProportion.Wilson().Contains(settings.Threshold);

    private static Change Least(Change a, Change b) => a < b ? a : b;
}
