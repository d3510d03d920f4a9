using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Tests.Memory;

internal sealed class MemoryChunks(MemoryStore store) : IChunkQueue
{
    public Task<bool> ReleaseAsync(SweepOwnership owner, IReadOnlyCollection<Chunk> chunks, CancellationToken cancellation) => Locked(() =>
    {
        if (store.Owned(owner) is not { } sweep)
        {
            return false;
        }

        Add(sweep, chunks);
        return true;
    });

    public Task<(IReadOnlyList<ChunkStatus> Chunks, long LastNumber)> UnsettledAsync(SweepId sweep, CancellationToken cancellation) => Locked<(IReadOnlyList<ChunkStatus>, long)>(() =>
    {
        var chunks = store.Sweep(sweep).Chunks;
        return (
            [.. chunks.Values.Where(chunk => chunk.State is ChunkState.Open or ChunkState.Leased or ChunkState.Failed).Select(chunk => new ChunkStatus(chunk.Chunk, chunk.State))],
            chunks.Count > 0 ? chunks.Keys.Last() : -1);
    });

    public Task<IReadOnlyList<Lease>> LeaseAsync(LeaseRequest request, CancellationToken cancellation) => Locked<IReadOnlyList<Lease>>(() =>
    {
        var sweeps = store.All.Values.Where(sweep => sweep.Stored.State == SweepState.Running)
            .OrderByDescending(sweep => sweep.Stored.Priority)
            .ThenBy(sweep => sweep.Chunks.Values.Where(chunk => chunk.State == ChunkState.Leased).Sum(chunk => chunk.Chunk.Trials.Length))
            .ThenBy(sweep => sweep.Stored.CreatedAt)
            .ToArray();
        foreach (var (sweep, isLast) in sweeps.Select(sweep => (sweep, false)).Concat(sweeps.Select(sweep => (sweep, true))))
        {
            var open = sweep.Chunks.Values.Where(chunk => chunk.State == ChunkState.Open && chunk.Chunk.FailedOn == request.Node == isLast).ToArray();
            if (open.Length > 0)
            {
                // A chunk that has failed before goes alone, so that it cannot take others down with it.
                return Take(open[0].Chunk.Attempts > 0 ? [open[0]] : open.Where(chunk => chunk.Chunk.Shape == open[0].Chunk.Shape && chunk.Chunk.Attempts == 0), request);
            }
        }

        var straggling = sweeps.SelectMany(sweep => sweep.Chunks.Values).FirstOrDefault(chunk => chunk.State == ChunkState.Leased && chunk.Leases.Count == 1
            && chunk.Leases.Values.All(lease => (lease.Node, lease.Device) != (request.Node, request.Device) && store.Now - lease.Since >= request.StragglesAfter));
        return straggling is null ? [] : Take([straggling], request);
    });

    public Task<IReadOnlyList<LeaseId>> RenewAsync(IReadOnlyCollection<LeaseId> leases, TimeSpan duration, CancellationToken cancellation) => Locked<IReadOnlyList<LeaseId>>(() =>
    {
        var valid = leases.Where(lease => Leased(lease) is not null).ToArray();
        foreach (var lease in valid)
        {
            var chunk = Leased(lease)!;
            chunk.Leases[lease.Fence] = chunk.Leases[lease.Fence] with { Until = store.Now + duration };
        }

        return valid;
    });

    public Task<Completion> CompleteAsync(LeaseId lease, IReadOnlyCollection<TrialResult> results, CancellationToken cancellation) => Locked(() =>
    {
        if (Leased(lease) is not { } chunk)
        {
            return Find(lease.Chunk)?.CompletedBy == lease.Fence ? Completion.Repeated : Completion.Refused;
        }

        if (!chunk.Chunk.Trials.ToHashSet().SetEquals(results.Select(result => result.Trial)))
        {
            throw new ArgumentException($"The results are not those of the trials of chunk {lease.Chunk}.", nameof(results));
        }

        store.Add(store.Sweep(lease.Chunk.Sweep), lease, results);
        chunk.Leases.Clear();
        (chunk.State, chunk.CompletedBy) = (ChunkState.Done, lease.Fence);
        return Completion.Accepted;
    });

    public Task HandBackAsync(LeaseId lease, IReadOnlyCollection<TrialResult> finished, CancellationToken cancellation) => Locked(() =>
    {
        if (Leased(lease) is { } chunk)
        {
            var sweep = store.Sweep(lease.Chunk.Sweep);
            store.Add(sweep, lease, finished);
            chunk.Leases.Remove(lease.Fence);
            if (chunk.Chunk.Trials.All(sweep.Results.ContainsKey))
            {
                chunk.Leases.Clear();
                (chunk.State, chunk.CompletedBy) = (ChunkState.Done, lease.Fence);
            }
            else if (chunk.Leases.Count == 0)
            {
                chunk.State = ChunkState.Open;
            }
        }

        return true;
    });

    public Task FailAsync(LeaseId lease, string cause, CancellationToken cancellation) => Locked(() =>
    {
        if (Leased(lease) is { } chunk)
        {
            Drop(chunk, lease.Fence, cause);
        }

        return true;
    });

    public Task<int> ExpireAsync(SweepId sweep, CancellationToken cancellation) => Locked(() =>
    {
        var ended = 0;
        foreach (var chunk in store.Sweep(sweep).Chunks.Values)
        {
            foreach (var (fence, lease) in chunk.Leases.Where(entry => entry.Value.Until <= store.Now).ToArray())
            {
                Drop(chunk, fence, $"The lease of {lease.Node} ran out.");
                ended++;
            }
        }

        return ended;
    });

    public Task<IReadOnlyList<(long Number, ChunkState State)>> StatesAsync(SweepId sweep, long from, CancellationToken cancellation) =>
        Locked<IReadOnlyList<(long, ChunkState)>>(() => [.. store.Sweep(sweep).Chunks.Where(entry => entry.Key >= from).OrderBy(entry => entry.Key).Select(entry => (entry.Key, entry.Value.State))]);

    public Task<IReadOnlyList<SettledChunk>> SettledAsync(SweepId sweep, IReadOnlyCollection<long> numbers, CancellationToken cancellation) => Locked<IReadOnlyList<SettledChunk>>(() =>
    {
        var (chunks, results) = (store.Sweep(sweep).Chunks, store.Sweep(sweep).Results);
        return
        [
            .. numbers.Where(chunks.ContainsKey).Select(number => chunks[number])
                .Where(chunk => chunk.State is ChunkState.Done or ChunkState.Failed or ChunkState.Closed)
                .Select(chunk => new SettledChunk(
                    chunk.Chunk,
                    chunk.State,
                    chunk.State == ChunkState.Done ? [.. chunk.Chunk.Trials.Where(results.ContainsKey).Select(trial => results[trial])] : [])),
        ];
    });

    public Task<bool> ReplaceAsync(SweepOwnership owner, ChunkId failed, IReadOnlyCollection<Chunk> by, IReadOnlyCollection<TrialFailure> aside, CancellationToken cancellation) => Locked(() =>
    {
        if (store.Owned(owner) is not { } sweep || Find(failed) is not { State: ChunkState.Failed } chunk)
        {
            return false;
        }

        chunk.State = ChunkState.Closed;
        Add(sweep, by);
        foreach (var failure in aside.Where(failure => !sweep.Results.ContainsKey(failure.Trial)))
        {
            sweep.Failures[failure.Trial] = failure;
        }

        return true;
    });

    public Task WithdrawAsync(SweepId sweep, CancellationToken cancellation) => Locked(() =>
    {
        foreach (var chunk in store.Sweep(sweep).Chunks.Values.Where(chunk => chunk.State is ChunkState.Open or ChunkState.Leased or ChunkState.Failed))
        {
            chunk.Leases.Clear();
            chunk.State = ChunkState.Closed;
        }

        return true;
    });

    private static void Add(MemorySweep sweep, IEnumerable<Chunk> chunks)
    {
        foreach (var chunk in chunks)
        {
            sweep.Chunks.TryAdd(chunk.Id.Number, new MemoryChunk(chunk));
        }
    }

    private List<Lease> Take(IEnumerable<MemoryChunk> chunks, LeaseRequest request)
    {
        var (leases, trials) = (new List<Lease>(), 0);
        var most = 0;
        foreach (var chunk in chunks)
        {
            trials += chunk.Chunk.Trials.Length;
            most = leases.Count == 0 ? request.MostWith(chunk.Chunk) : most;
            if (leases.Count == request.MostChunks || trials > most)
            {
                break;
            }

            chunk.State = ChunkState.Leased;
            chunk.Leases.Add(++chunk.Fence, new MemoryLease(request.Node, request.Device, store.Now, store.Now + request.Duration));
            leases.Add(new Lease(chunk.Chunk, chunk.Fence));
        }

        return leases;
    }

    private static void Drop(MemoryChunk chunk, long fence, string cause)
    {
        chunk.Leases.Remove(fence, out var lease);
        if (chunk.Leases.Count > 0)
        {
            return;
        }

        chunk.Chunk = chunk.Chunk with { Attempts = chunk.Chunk.Attempts + 1, Cause = cause, FailedOn = lease!.Node };
        chunk.State = ChunkState.Failed;
    }

    private MemoryChunk? Find(ChunkId id) => store.All.GetValueOrDefault(id.Sweep)?.Chunks.GetValueOrDefault(id.Number);

    private MemoryChunk? Leased(LeaseId lease) => Find(lease.Chunk) is { } chunk && chunk.Leases.ContainsKey(lease.Fence) ? chunk : null;

    private Task<TResult> Locked<TResult>(Func<TResult> work)
    {
        lock (store.Gate)
        {
            return Task.FromResult(work());
        }
    }
}
