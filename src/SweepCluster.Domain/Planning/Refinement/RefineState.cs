using System.Collections.Immutable;

namespace SweepCluster.Domain.Planning.Refinement;

/// <summary>Where a refinement stands. Immutable.</summary>
public sealed record RefineState
{
    internal RefineState(TrialLedger ledger, PersistentArray<QuadMark> quads) => (Ledger, Quads) = (ledger, quads);

    internal TrialLedger Ledger { get; init; }

    internal PersistentArray<QuadMark> Quads { get; init; }

    /// <summary>Quads in which the map changes and that wait for the rest of their round, when there is a budget.</summary>
    internal ImmutableHashSet<Quad> Waiting { get; init; } = [];

    /// <summary>Whether the refinement is over and the centres of its saddles have been asked for.</summary>
    internal bool HasSaddles { get; init; }

    /// <summary>Whether the budget ended the refinement.</summary>
    internal bool IsSpent { get; init; }
}

/// <summary>What has become of a quad.</summary>
[Flags]
internal enum QuadMark : byte
{
    None = 0,

    /// <summary>It has been cut into quads of the next level.</summary>
    Split = 1,

    /// <summary>The map changes in it, so its neighbours are split too.</summary>
    Changes = 2,
}
