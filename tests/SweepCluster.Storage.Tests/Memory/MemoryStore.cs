using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Events;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Results;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Tests.Memory;

/// <summary>
/// The contract of the store in its plainest form: dictionaries under one lock, a clock that is given, no wait. What
/// the simulation runs on; held to the same contract tests as the real ones.
/// </summary>
public sealed class MemoryStore : ISweepStore
{
    private readonly TimeProvider _clock;

    public MemoryStore(TimeProvider clock, int keptEvents = IEventLog.Kept)
    {
        _clock = clock;
        Nodes = new MemoryNodes(_clock);
        Events = new MemoryEvents(keptEvents, sweep => All.ContainsKey(sweep));
    }

    internal Lock Gate { get; } = new();

    internal Dictionary<SweepId, MemorySweep> All { get; } = [];

    internal DateTimeOffset Now => _clock.GetUtcNow();

    public ISweepCatalogue Sweeps => new MemoryCatalogue(this);

    public IChunkQueue Chunks => new MemoryChunks(this);

    public IResultArchive Results => new MemoryResults(this);

    public INodeRegistry Nodes { get; }

    public IEventLog Events { get; }

    /// <summary>Called for each result as it is stored, with the lease that it came with; null for one without.</summary>
    public Action<SweepId, LeaseId?, TrialResult> Stored { get; init; } = (_, _, _) => { };

    public long ChangesHeard(StoreTopic topic) => 0;

    public Task WaitForChangeAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation) => Task.Delay(atMost, _clock, cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal MemorySweep? Owned(SweepOwnership owner) => All.GetValueOrDefault(owner.Sweep) is { Owner: not null } sweep && sweep.OwnerFence == owner.Fence ? sweep : null;

    internal MemorySweep Sweep(SweepId id) => All.TryGetValue(id, out var sweep) ? sweep : throw new StoreException($"There is no sweep {id}.");

    internal int Add(MemorySweep sweep, LeaseId? lease, IEnumerable<TrialResult> results)
    {
        var added = 0;
        foreach (var result in results)
        {
            if (sweep.Results.TryAdd(result.Trial, result))
            {
                sweep.Failures.Remove(result.Trial);
                added++;
                Stored(sweep.Stored.Id, lease, result);
            }
        }

        return added;
    }
}

/// <summary>Everything of one sweep.</summary>
internal sealed class MemorySweep(StoredSweep stored)
{
    public StoredSweep Stored { get; set; } = stored;

    public string? Owner { get; set; }

    public long OwnerFence { get; set; }

    public DateTimeOffset OwnedUntil { get; set; }

    public SortedDictionary<long, MemoryChunk> Chunks { get; } = [];

    public Dictionary<TrialId, TrialResult> Results { get; } = [];

    public Dictionary<TrialId, TrialFailure> Failures { get; } = [];
}

/// <summary>A chunk with its leases.</summary>
internal sealed class MemoryChunk(Chunk chunk)
{
    public Chunk Chunk { get; set; } = chunk;

    public ChunkState State { get; set; }

    public long Fence { get; set; }

    /// <summary>The fence that completed it.</summary>
    public long? CompletedBy { get; set; }

    public Dictionary<long, MemoryLease> Leases { get; } = [];
}

internal sealed record MemoryLease(string Node, string Device, DateTimeOffset Since, DateTimeOffset Until);
