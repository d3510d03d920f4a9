using System.Collections.Immutable;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Nodes;

namespace SweepCluster.Cluster.Planning;

/// <summary>
/// Where every trial of a sweep stands: wanted by the plan, waiting for a chunk, in one, given up, or finished. For one
/// thread.
/// </summary>
internal sealed class SweepLedger
{
    private const int AskAtOnce = 4096;
    private const int MostWaiting = 1 << 16;

    private readonly SweepId _sweep;
    private readonly LabelledPlan _plan;
    private readonly Dictionary<TrialId, Trial> _asked = [];
    private readonly Dictionary<TrialId, TrialResult> _early;
    private readonly HashSet<TrialId> _claimed = [];
    private readonly HashSet<TrialId> _failed;
    private readonly Dictionary<long, Chunk> _outstanding = [];
    private readonly TrialPool _pool = new();
    private ChunkSizing _sizing = new([]);
    private long _nextNumber;

    public SweepLedger(SweepMessage.Loaded loaded)
    {
        _sweep = loaded.Stored.Id;
        _plan = new LabelledPlan(loaded.Sweep);
        _nextNumber = loaded.LastNumber + 1;
        _failed = [.. loaded.Failures.Select(failure => failure.Trial)];
        _early = loaded.Results.ToDictionary(result => result.Trial);
        foreach (var status in loaded.Unsettled)
        {
            Open(status.Chunk);
        }
    }

    /// <summary>The numbers of the chunks under way.</summary>
    public IReadOnlyCollection<long> Outstanding => _outstanding.Keys;

    /// <summary>Trials that were given up.</summary>
    public int Failures => _failed.Count;

    /// <summary>Whether nothing waits and nothing is under way.</summary>
    public bool IsIdle => _pool.Count == 0 && _outstanding.Count == 0;

    /// <summary>Whether every trial that the plan wants has a result.</summary>
    public bool IsComplete => _plan.IsComplete;

    /// <inheritdoc cref="LabelledPlan.FreeAll"/>
    public IReadOnlyList<Observation> FreeAll() => _plan.FreeAll();

    /// <summary>Who is there to train.</summary>
    public void Meet(IReadOnlyList<KnownNode> nodes) => _sizing = new ChunkSizing(nodes);

    /// <summary>Asks the plan for as much as it wants and may wait here: as the devices have room for, within bounds.</summary>
    public List<SweepNews> Ask()
    {
        var news = new List<SweepNews>();
        while (_pool.Count < WaitingAtMost && _plan.Ask(AskAtOnce) is { Count: > 0 } asked)
        {
            news.Add(new SweepNews.Planned(asked));
            var restored = new List<(Trial Trial, TrialResult Result)>();
            foreach (var trial in asked)
            {
                if (_early.Remove(trial.Id, out var result))
                {
                    restored.Add((trial, result));
                }
                else if (_failed.Contains(trial.Id))
                {
                    _plan.GiveUp(trial);
                }
                else
                {
                    _asked.Add(trial.Id, trial);
                    PutBack(trial.Id);
                }
            }

            if (restored.Count > 0)
            {
                news.Add(new SweepNews.Restored(restored, _plan.Tell(restored.Select(pair => (pair.Trial, pair.Result.Trace)))));
            }
        }

        return news;
    }

    /// <summary>Puts trials that wait into chunks, as large and as many as the nodes' devices say; none where there is no room.</summary>
    public List<Chunk> Cut()
    {
        var chunks = new List<Chunk>();
        var most = _sizing.MostUnderWay;

        // Where as many wait as may, there is no telling how many more the plan has.
        long? left = _pool.Count < WaitingAtMost ? _pool.Count + _claimed.Count : null;
        while (_pool.Count > 0 && _outstanding.Count < most)
        {
            var (shape, trials) = _pool.Take(shape => _sizing.SizeOf(shape, left));
            var chunk = new Chunk(new ChunkId(_sweep, _nextNumber++), shape, trials) { Share = _sizing.ShareOf(shape, left) };
            chunks.Add(chunk);
            Open(chunk);
        }

        return chunks;
    }

    /// <summary>The chunk is no longer under way.</summary>
    /// <returns>Its trials; null when it was not.</returns>
    public ImmutableArray<TrialId>? Close(long number)
    {
        if (!_outstanding.Remove(number, out var chunk))
        {
            return null;
        }

        _claimed.ExceptWith(chunk.Trials);
        return chunk.Trials;
    }

    /// <summary>Tells the plan results.</summary>
    /// <returns>Those that it had asked for, and what could be labelled by them.</returns>
    public (List<(Trial Trial, TrialResult Result)> Taken, IReadOnlyList<Observation> Judged) Take(IReadOnlyList<TrialResult> results)
    {
        var taken = new List<(Trial Trial, TrialResult Result)>(results.Count);
        foreach (var result in results)
        {
            if (_asked.Remove(result.Trial, out var trial))
            {
                taken.Add((trial, result));
            }
            else
            {
                _early[result.Trial] = result;
            }
        }

        return (taken, _plan.Tell(taken.Select(pair => (pair.Trial, pair.Result.Trace))));
    }

    /// <summary>Gives up what is set aside of a chunk that failed, and opens others for the rest.</summary>
    public List<Chunk> Replace(Chunk failed, RetryDecision decision)
    {
        foreach (var trial in decision.Aside)
        {
            _failed.Add(trial);
            if (_asked.Remove(trial, out var wanted))
            {
                _plan.GiveUp(wanted);
            }
        }

        var by = decision.Parts.Select(part => failed with { Id = failed.Id with { Number = _nextNumber++ }, Trials = part, Attempts = decision.Attempts }).ToList();
        by.ForEach(Open);
        return by;
    }

    /// <summary>Trials of a chunk that was closed wait again, but for those with a result, given up, or in another chunk.</summary>
    public void PutBack(IEnumerable<TrialId> trials)
    {
        foreach (var trial in trials)
        {
            PutBack(trial);
        }
    }

    private long WaitingAtMost => Math.Clamp(_sizing.Room, AskAtOnce, MostWaiting);

    private void PutBack(TrialId id)
    {
        if (!_claimed.Contains(id) && _asked.TryGetValue(id, out var trial))
        {
            _pool.Add(trial);
        }
    }

    private void Open(Chunk chunk)
    {
        _outstanding.Add(chunk.Id.Number, chunk);
        _claimed.UnionWith(chunk.Trials);
    }
}
