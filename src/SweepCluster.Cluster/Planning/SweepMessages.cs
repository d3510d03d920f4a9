using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Cluster.Planning;

/// <summary>What a sweep's actor may be told.</summary>
public abstract record SweepMessage
{
    private protected SweepMessage()
    {
    }

    /// <summary>Begin, or begin again: everything is in the store.</summary>
    public sealed record Start : SweepMessage;

    /// <summary>Time has passed or something changed: look.</summary>
    public sealed record Wake : SweepMessage;

    /// <summary>All that the store knows of the sweep.</summary>
    /// <param name="Sweep">The sweep's file, read.</param>
    /// <param name="LastNumber">The highest chunk number ever given; −1 for none.</param>
    public sealed record Loaded(
        StoredSweep Stored,
        Sweep Sweep,
        IReadOnlyCollection<TrialResult> Results,
        IReadOnlyList<TrialFailure> Failures,
        IReadOnlyList<ChunkStatus> Unsettled,
        long LastNumber) : SweepMessage;

    /// <summary>What became of chunks, how the sweep stands, and who is there to train.</summary>
    /// <param name="Stored">Null when the sweep is gone.</param>
    public sealed record Looked(StoredSweep? Stored, IReadOnlyList<SettledChunk> Settled, IReadOnlyList<KnownNode> Nodes, DateTimeOffset Now) : SweepMessage;

    /// <summary>The store has the chunks.</summary>
    public sealed record Released : SweepMessage;

    /// <summary>The store has what was decided of a failed chunk.</summary>
    public sealed record Replaced(long Number) : SweepMessage;

    /// <summary>The store has marked the sweep finished, or has not because it was revised meanwhile.</summary>
    public sealed record Finished(bool IsAccepted) : SweepMessage;

    /// <summary>Another coordinator owns the sweep now.</summary>
    public sealed record Disowned : SweepMessage;

    /// <summary>This coordinator may not run the sweep any more: it has ended, or another owns it.</summary>
    public sealed record Displaced : SweepMessage;

    /// <param name="State">How the sweep stands at the end; null when it is gone.</param>
    public sealed record LookedBack(SweepState? State) : SweepMessage;

    /// <summary>The store could not do something for now.</summary>
    public sealed record StoreFailed(SweepEffect Effect, StoreException Failure) : SweepMessage;
}

/// <summary>What a sweep's actor may want done.</summary>
public abstract record SweepEffect
{
    private protected SweepEffect()
    {
    }

    /// <summary>Read everything; answered by <see cref="SweepMessage.Loaded"/>.</summary>
    public sealed record Load : SweepEffect;

    /// <summary>Now and then end leases that have run out; look at some chunks; answered by <see cref="SweepMessage.Looked"/>.</summary>
    public sealed record Look(IReadOnlyCollection<long> Chunks) : SweepEffect;

    /// <summary>Answered by <see cref="SweepMessage.Released"/>.</summary>
    public sealed record Release(IReadOnlyList<Chunk> Chunks) : SweepEffect;

    /// <summary>Answered by <see cref="SweepMessage.Replaced"/>.</summary>
    public sealed record Replace(Chunk Failed, IReadOnlyList<Chunk> By, IReadOnlyList<TrialId> Aside) : SweepEffect;

    /// <summary>Answered by <see cref="SweepMessage.Finished"/>.</summary>
    public sealed record Finish(long Revision) : SweepEffect;

    /// <summary>See a last time how the sweep stands; answered by <see cref="SweepMessage.LookedBack"/>.</summary>
    public sealed record LookBack : SweepEffect;

    /// <summary>Wake the actor when something happens, or after this time.</summary>
    public sealed record WakeWithin(TimeSpan Time) : SweepEffect;

    /// <summary>Do an effect again after a while.</summary>
    public sealed record Again(SweepEffect Effect, TimeSpan After) : SweepEffect;

    /// <summary>Start no more trials: the time limit is reached. Answered by <see cref="SweepMessage.Wake"/>.</summary>
    public sealed record Pause : SweepEffect;

    /// <summary>Tell whoever watches. Not answered.</summary>
    public sealed record Announce(SweepNews News) : SweepEffect;

    /// <summary>The actor has nothing more to do.</summary>
    public sealed record Stop : SweepEffect;
}
