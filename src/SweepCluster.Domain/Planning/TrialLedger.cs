using System.Collections.Immutable;

namespace SweepCluster.Domain.Planning;

/// <summary>What a plan wants and what it has been told, by numbers of cells and references. Immutable.</summary>
internal sealed record TrialLedger
{
    public required PersistentArray<CellTally> Cells { get; init; }

    /// <summary>
    /// One bit per replicate that has a result: replicate 64w + b of a cell is bit b of entry w·cells + cell. Not for
    /// w = 0, which is nearly always all that there is and stands in the tally itself.
    /// </summary>
    public required PersistentArray<ulong> Told { get; init; }

    /// <summary>Replicates wanted of each reference.</summary>
    public required PersistentArray<int> References { get; init; }

    /// <summary>As <see cref="Told"/>, for references, with w = 0 too.</summary>
    public required PersistentArray<ulong> ReferencesTold { get; init; }

    /// <summary>Trials that are wanted beyond those of the rules' start and were not given out.</summary>
    public ImmutableSortedSet<PendingTrial> Pending { get; init; } = [];

    /// <summary>Cells that the plan wants.</summary>
    public long WantedCells { get; init; }

    /// <summary>Trials that the plan wants, those of references included.</summary>
    public long Wanted { get; init; }

    /// <summary>Those among them that have a result.</summary>
    public long Finished { get; init; }

    public bool IsComplete => Finished == Wanted;
}
