using SweepCluster.Cluster.Actors;
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
    private static readonly TimeSpan LookAtLeastEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StorePause = TimeSpan.FromMilliseconds(500);

    private readonly HashSet<long> _replacing = [];
    private SweepLedger? _ledger;
    private StoredSweep? _stored;
    private DateTimeOffset? _deadline;
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
        _ when _ledger is null => Ignore(message),
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

    // What was wanted before a new beginning still comes to its end, and the next look must not wait for it.
    private IEnumerable<SweepEffect> Ignore(SweepMessage message)
    {
        _isLooking &= message is not SweepMessage.Looked;
        return message is SweepMessage.StoreFailed failed ? Retry(failed) : [];
    }

    private IEnumerable<SweepEffect> Begin()
    {
        _ledger = null;
        return [new SweepEffect.Load()];
    }

    private List<SweepEffect> Resume(SweepMessage.Loaded loaded)
    {
        _ledger = new SweepLedger(loaded);
        if (HasEnded(loaded.Stored))
        {
            return End(loaded.Stored.State);
        }

        _replacing.Clear();
        (_isReleasing, _isFinishing) = (false, false);
        _stored = loaded.Stored;
        _deadline = loaded.Sweep.Budget.WallClock is { } limit ? (startedAt ?? loaded.Stored.CreatedAt) + limit : null;
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
        return [new SweepEffect.Look([.. _ledger!.Outstanding])];
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

        _ledger!.Meet(looked.Nodes);
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
        if (_ledger!.Close(settled.Chunk.Id.Number) is not { } trials)
        {
            return [];
        }

        var effects = settled.State switch
        {
            ChunkState.Done => Take(settled.Results),
            ChunkState.Failed => Replace(settled.Chunk),
            _ => [],
        };
        _ledger.PutBack(trials);
        return effects;
    }

    private List<SweepEffect> Take(IReadOnlyList<TrialResult> results)
    {
        var (taken, judged) = _ledger!.Take(results);
        return taken.Count == 0 ? [] : [new SweepEffect.Announce(new SweepNews.Committed(taken)), new SweepEffect.Announce(new SweepNews.Judged(judged))];
    }

    private List<SweepEffect> Replace(Chunk failed)
    {
        var decision = ChunkRetry.Decide(failed);
        var by = _ledger!.Replace(failed, decision);
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

        List<SweepEffect> effects = [.. _ledger!.Ask().Select(news => new SweepEffect.Announce(news))];
        if (!_isReleasing && _ledger.Cut() is { Count: > 0 } chunks)
        {
            _isReleasing = true;
            effects.Add(new SweepEffect.Release(chunks));
        }
        else if (IsIdle && _ledger.FreeAll() is { Count: > 0 } judged)
        {
            effects.Add(new SweepEffect.Announce(new SweepNews.Judged(judged)));
            effects.AddRange(Advance());
        }
        else if (IsIdle && !_isFinishing)
        {
            if (!_ledger.IsComplete && _ledger.Failures == 0)
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
            ? [new SweepEffect.Announce(new SweepNews.Finished(_ledger?.Failures ?? 0)), new SweepEffect.Stop()]
            : [new SweepEffect.Stop()];
    }

    private static bool HasEnded(StoredSweep stored) => stored.State is SweepState.Finished or SweepState.Cancelled;

    private bool IsIdle => _ledger!.IsIdle && _replacing.Count == 0 && !_isReleasing;

    private static IEnumerable<SweepEffect> Retry(SweepMessage.StoreFailed failed) =>
        failed.Failure.IsTransient ? [new SweepEffect.Again(failed.Effect, StorePause)] : throw failed.Failure;
}
