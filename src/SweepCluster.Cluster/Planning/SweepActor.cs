using SweepCluster.Cluster.Actors;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Cluster.Planning;

/// <summary>
/// Takes one sweep to its end: asks the plan, releases chunks, learns what became of them, and plans again. It keeps
/// nothing that the store has not, so it may be stopped at any point and begun again anywhere.
/// </summary>
/// <param name="ownership">Its right to plan the sweep.</param>
/// <param name="startedAt">When the sweep's time limit begins; null for when it was submitted.</param>
public sealed class SweepActor(SweepOwnership ownership, DateTimeOffset? startedAt = null) : IActor<SweepMessage, SweepEffect>
{
    /// <summary>Chunks under way at most, so that the plan is not far ahead of its results.</summary>
    public const int MostOutstanding = 128;

    private const int AskAtMost = 4096;

    private static readonly TimeSpan LookAtLeastEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StorePause = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<TrialId, Trial> _asked = [];
    private readonly Dictionary<TrialId, TrialResult> _early = [];
    private readonly HashSet<TrialId> _claimed = [];
    private readonly HashSet<TrialId> _failed = [];
    private readonly Dictionary<long, Chunk> _outstanding = [];
    private readonly HashSet<long> _replacing = [];
    private TrialPool _pool = new();
    private LabelledPlan? _plan;
    private StoredSweep? _stored;
    private DateTimeOffset? _deadline;
    private IReadOnlyList<KnownNode> _nodes = [];
    private long _nextNumber;
    private bool _isReleasing;
    private bool _isLooking;
    private bool _isFinishing;
    private bool _isOver;

    public IEnumerable<SweepEffect> On(SweepMessage message) => message switch
    {
        _ when _isOver => [],
        SweepMessage.Start => Begin(),
        SweepMessage.Loaded loaded => Resume(loaded),
        SweepMessage.Displaced => [new SweepEffect.LookBack()],
        SweepMessage.LookedBack back => End(back.State),
        _ when _plan is null => message is SweepMessage.StoreFailed failed ? Retry(failed) : [],
        SweepMessage.Wake => Look(),
        SweepMessage.Looked looked => Learn(looked),
        SweepMessage.Released => Continue(() => _isReleasing = false),
        SweepMessage.Replaced replaced => Continue(() => _replacing.Remove(replaced.Number)),
        SweepMessage.Finished { IsAccepted: true } => End(SweepState.Finished),
        SweepMessage.Finished => [new SweepEffect.Again(new SweepEffect.Load(), StorePause)],
        SweepMessage.Disowned => End(state: null),
        SweepMessage.StoreFailed failed => Retry(failed),
        _ => throw new ArgumentOutOfRangeException(nameof(message), message, "A message that a sweep's actor does not know."),
    };

    private IEnumerable<SweepEffect> Begin()
    {
        _plan = null;
        return [new SweepEffect.Load()];
    }

    private List<SweepEffect> Resume(SweepMessage.Loaded loaded)
    {
        _failed.Clear();
        _failed.UnionWith(loaded.Failures.Select(failure => failure.Trial));
        if (HasEnded(loaded.Stored))
        {
            return End(loaded.Stored.State);
        }

        _asked.Clear();
        _early.Clear();
        _claimed.Clear();
        _outstanding.Clear();
        _replacing.Clear();
        (_isReleasing, _isFinishing) = (false, false);
        _pool = new TrialPool();
        _stored = loaded.Stored;
        _plan = new LabelledPlan(loaded.Sweep);
        _deadline = loaded.Sweep.Budget.WallClock is { } limit ? (startedAt ?? loaded.Stored.CreatedAt) + limit : null;
        _nextNumber = loaded.LastNumber + 1;
        foreach (var result in loaded.Results)
        {
            _early[result.Trial] = result;
        }

        foreach (var status in loaded.Unsettled)
        {
            _outstanding.Add(status.Chunk.Id.Number, status.Chunk);
            _claimed.UnionWith(status.Chunk.Trials);
        }

        return [.. Advance(), .. Look()];
    }

    private List<SweepEffect> Continue(Action change)
    {
        change();
        return Advance();
    }

    private IEnumerable<SweepEffect> Look()
    {
        if (_isLooking)
        {
            return [];
        }

        _isLooking = true;
        return [new SweepEffect.Look([.. _outstanding.Keys])];
    }

    private List<SweepEffect> Learn(SweepMessage.Looked looked)
    {
        _isLooking = false;
        if (looked.Stored is not { } stored || HasEnded(stored))
        {
            return End(looked.Stored?.State);
        }

        // Not while the store may still be taking chunks whose numbers a new beginning would give again.
        if (stored.Revision != _stored!.Revision && !_isReleasing && _replacing.Count == 0)
        {
            return [.. Begin()];
        }

        if (looked.Now >= _deadline && stored.State == SweepState.Running)
        {
            return [.. looked.Settled.SelectMany(Settle), new SweepEffect.Announce(new SweepNews.OutOfTime()), new SweepEffect.Pause()];
        }

        _nodes = looked.Nodes;
        List<SweepEffect> effects = [.. looked.Settled.SelectMany(Settle), .. Advance()];
        if (!_isFinishing)
        {
            effects.Add(new SweepEffect.WakeWithin(LookAtLeastEvery));
        }

        return effects;
    }

    private List<SweepEffect> Settle(SettledChunk settled)
    {
        // A look that began before the last one ended may tell the same again.
        if (!_outstanding.Remove(settled.Chunk.Id.Number, out var chunk))
        {
            return [];
        }

        _claimed.ExceptWith(chunk.Trials);
        var effects = settled.State switch
        {
            ChunkState.Done => Take(settled.Results),
            ChunkState.Failed => Replace(settled.Chunk),
            _ => [],
        };
        foreach (var trial in chunk.Trials)
        {
            PutBack(trial);
        }

        return effects;
    }

    private List<SweepEffect> Take(IReadOnlyList<TrialResult> results)
    {
        var news = new List<(Trial, TrialResult)>(results.Count);
        foreach (var result in results)
        {
            if (_asked.Remove(result.Trial, out var trial))
            {
                news.Add((trial, result));
            }
            else
            {
                _early[result.Trial] = result;
            }
        }

        var judged = _plan!.Tell(news.Select(pair => (pair.Item1, pair.Item2.Trace)));
        return news.Count == 0 ? [] : [new SweepEffect.Announce(new SweepNews.Committed(news)), new SweepEffect.Announce(new SweepNews.Judged(judged))];
    }

    private List<SweepEffect> Replace(Chunk failed)
    {
        var decision = ChunkRetry.Decide(failed);
        var by = decision.Parts.Select(part => failed with { Id = failed.Id with { Number = _nextNumber++ }, Trials = part, Attempts = decision.Attempts }).ToArray();
        foreach (var chunk in by)
        {
            _outstanding.Add(chunk.Id.Number, chunk);
            _claimed.UnionWith(chunk.Trials);
        }

        foreach (var trial in decision.Aside)
        {
            _failed.Add(trial);
            if (_asked.Remove(trial, out var wanted))
            {
                _plan!.GiveUp(wanted);
            }
        }

        _replacing.Add(failed.Id.Number);
        return
        [
            new SweepEffect.Replace(failed, by, decision.Aside),
            new SweepEffect.Announce(new SweepNews.ChunkFailed(failed.Id.Number, failed.Cause ?? "unknown", decision)),
        ];
    }

    /// <summary>Asks, releases and finishes, as far as it can now.</summary>
    private List<SweepEffect> Advance()
    {
        // A paused sweep's chunks under way are taken in, and nothing else is begun.
        if (_stored!.State != SweepState.Running)
        {
            return [];
        }

        var effects = Ask();
        if (!_isReleasing && _pool.Count > 0 && _outstanding.Count < MostOutstanding)
        {
            _isReleasing = true;
            effects.Add(new SweepEffect.Release(Chunks()));
        }
        else if (IsIdle && _plan!.FreeAll())
        {
            effects.AddRange(Advance());
        }
        else if (IsIdle && !_isFinishing)
        {
            if (!_plan!.IsComplete && _failed.Count == 0)
            {
                throw new InvalidOperationException($"The plan of {ownership.Sweep} waits although every trial that it asked for has a result.");
            }

            _isFinishing = true;
            effects.Add(new SweepEffect.Finish(_stored!.Revision));
        }

        return effects;
    }

    // A look may see that the sweep is finished before the answer to finishing it is here, and whoever hears first
    // says so: nobody else will.
    private List<SweepEffect> End(SweepState? state)
    {
        _isOver = true;
        return state == SweepState.Finished
            ? [new SweepEffect.Announce(new SweepNews.Finished(_failed.Count)), new SweepEffect.Stop()]
            : [new SweepEffect.Stop()];
    }

    private static bool HasEnded(StoredSweep stored) => stored.State is SweepState.Finished or SweepState.Cancelled;

    private bool IsIdle => _pool.Count == 0 && _outstanding.Count == 0 && _replacing.Count == 0 && !_isReleasing;

    private List<SweepEffect> Ask()
    {
        var effects = new List<SweepEffect>();
        while (_pool.Count < AskAtMost && _plan!.Ask(AskAtMost) is { Count: > 0 } asked)
        {
            effects.Add(new SweepEffect.Announce(new SweepNews.Planned(asked)));
            var restored = new List<(Trial, TrialResult)>();
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
                _plan.Tell(restored.Select(pair => (pair.Item1, pair.Item2.Trace)));
                effects.Add(new SweepEffect.Announce(new SweepNews.Restored(restored)));
            }
        }

        return effects;
    }

    // Not one that has a result or was given up, nor one that is in a chunk already.
    private void PutBack(TrialId id)
    {
        if (!_claimed.Contains(id) && _asked.TryGetValue(id, out var trial))
        {
            _pool.Add(trial);
        }
    }

    private List<Chunk> Chunks()
    {
        var chunks = new List<Chunk>();
        while (_pool.Count > 0 && _outstanding.Count < MostOutstanding)
        {
            var (shape, trials) = _pool.Take(shape => ChunkSizing.Of(shape, _nodes));
            var chunk = new Chunk(new ChunkId(ownership.Sweep, _nextNumber++), shape, trials);
            chunks.Add(chunk);
            _outstanding.Add(chunk.Id.Number, chunk);
            _claimed.UnionWith(trials);
        }

        return chunks;
    }

    private static IEnumerable<SweepEffect> Retry(SweepMessage.StoreFailed failed) =>
        failed.Failure.IsTransient ? [new SweepEffect.Again(failed.Effect, StorePause)] : throw failed.Failure;
}
