using SweepCluster.Cluster.Actors;
using SweepCluster.Cluster.Engines;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Storage;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Events;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Cluster.Planning;

/// <summary>Does what a sweep's actor wants, with the store.</summary>
/// <param name="files">Reads sweep files.</param>
/// <param name="news">Told of what happens, in order; must return quickly.</param>
/// <param name="stop">Called when the actor has nothing more to do.</param>
public sealed class SweepEffects(
    ISweepStore store,
    IEngine engine,
    SweepOwnership ownership,
    SweepFiles files,
    TimeProvider clock,
    Action<SweepNews> news,
    Action stop) : IEffects<SweepEffect, SweepMessage>
{
    /// <summary>Nodes that were silent for longer do not decide how large chunks are.</summary>
    private static readonly TimeSpan Alive = TimeSpan.FromSeconds(10);

    /// <summary>Who is there and who has fallen silent changes slowly, and looks follow each other as fast as results come in.</summary>
    private static readonly TimeSpan NodesReadEvery = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Looks with thousands of chunks under way are dear, and results that come meanwhile are seen by the next one:
    /// after a look this many times its duration passes before another, a second at most.
    /// </summary>
    private const int RestAfterLook = 2;

    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(5);

    private IReadOnlyList<KnownNode> _nodes = [];
    private long? _nodesReadAt;
    private TimeSpan _rest;
    private long _heard;

    public async Task<SweepMessage?> RunAsync(SweepEffect effect, CancellationToken cancellation)
    {
        try
        {
            return effect switch
            {
                SweepEffect.Load => await LoadAsync(cancellation).ConfigureAwait(false),
                SweepEffect.Look look => await LookAsync(look, cancellation).ConfigureAwait(false),
                SweepEffect.Release release => await store.Chunks.ReleaseAsync(ownership, release.Chunks, cancellation).ConfigureAwait(false)
                    ? new SweepMessage.Released()
                    : new SweepMessage.Disowned(),
                SweepEffect.Replace replace => await ReplaceAsync(replace, cancellation).ConfigureAwait(false),
                SweepEffect.Finish finish => await FinishAsync(finish, cancellation).ConfigureAwait(false),
                SweepEffect.LookBack => new SweepMessage.LookedBack((await store.Sweeps.FindAsync(ownership.Sweep, cancellation).ConfigureAwait(false))?.State),
                SweepEffect.WakeWithin within => await WakeAsync(within.Time, cancellation).ConfigureAwait(false),
                SweepEffect.Again again => await AgainAsync(again, cancellation).ConfigureAwait(false),
                SweepEffect.Pause => await PauseAsync(cancellation).ConfigureAwait(false),
                SweepEffect.Announce announce => Announce(announce.News),
                SweepEffect.Stop => Stop(),
                _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, "An effect that nobody does."),
            };
        }
        catch (StoreException failure)
        {
            return new SweepMessage.StoreFailed(effect, failure);
        }
    }

    private async Task<SweepMessage> LoadAsync(CancellationToken cancellation)
    {
        if (await store.Sweeps.FindAsync(ownership.Sweep, cancellation).ConfigureAwait(false) is not { } stored)
        {
            return new SweepMessage.Disowned();
        }

        // Chunks before results: one that is completed in between is looked at again, one that is not seen is lost.
        var (chunks, last) = await store.Chunks.UnsettledAsync(ownership.Sweep, cancellation).ConfigureAwait(false);
        var results = new List<TrialResult>();
        await foreach (var result in store.Results.ReadAsync(ownership.Sweep, cancellation).ConfigureAwait(false))
        {
            results.Add(result);
        }

        var failures = await store.Results.FailuresAsync(ownership.Sweep, cancellation).ConfigureAwait(false);
        return new SweepMessage.Loaded(stored, files.Read(stored).Sweep, results, failures, chunks, last);
    }

    private async Task<SweepMessage> LookAsync(SweepEffect.Look look, CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        _heard = engine.ChangesHeard(StoreTopic.Results);
        var isTimeForNodes = _nodesReadAt is not { } readAt || clock.GetElapsedTime(readAt) >= NodesReadEvery;
        if (isTimeForNodes)
        {
            await store.Chunks.ExpireAsync(ownership.Sweep, cancellation).ConfigureAwait(false);
        }

        var settled = await store.Chunks.SettledAsync(ownership.Sweep, look.Chunks, cancellation).ConfigureAwait(false);
        var stored = await store.Sweeps.FindAsync(ownership.Sweep, cancellation).ConfigureAwait(false);
        if (isTimeForNodes)
        {
            _nodes = [.. (await store.Nodes.ListAsync(cancellation).ConfigureAwait(false)).Where(node => node.SilentFor < Alive)];
            _nodesReadAt = clock.GetTimestamp();
        }

        _rest = clock.GetElapsedTime(began) * RestAfterLook;
        return new SweepMessage.Looked(stored, settled, _nodes, clock.GetUtcNow());
    }

    private async Task<SweepMessage> ReplaceAsync(SweepEffect.Replace replace, CancellationToken cancellation)
    {
        var cause = replace.Failed.Cause ?? "unknown";
        TrialFailure[] aside = [.. replace.Aside.Select(trial => new TrialFailure(trial, cause, clock.GetUtcNow()))];
        var isDone = await store.Chunks.ReplaceAsync(ownership, replace.Failed.Id, replace.By, aside, cancellation).ConfigureAwait(false);

        // Refused: done before with its answer lost, or the sweep has another owner. The store knows which.
        return isDone ? new SweepMessage.Replaced(replace.Failed.Id.Number) : new SweepMessage.Start();
    }

    private async Task<SweepMessage> FinishAsync(SweepEffect.Finish finish, CancellationToken cancellation)
    {
        var isAccepted = await store.Sweeps.FinishAsync(ownership, finish.Revision, cancellation).ConfigureAwait(false);
        return new SweepMessage.Finished(isAccepted);
    }

    private async Task<SweepMessage> WakeAsync(TimeSpan within, CancellationToken cancellation)
    {
        await engine.WaitForChangeAsync(StoreTopic.Results, _heard, within, cancellation).ConfigureAwait(false);
        if (_rest >= ShortestRest)
        {
            await Task.Delay(_rest < LongestRest ? _rest : LongestRest, clock, cancellation).ConfigureAwait(false);
        }

        return new SweepMessage.Wake();
    }

    private async Task<SweepMessage?> AgainAsync(SweepEffect.Again again, CancellationToken cancellation)
    {
        await Task.Delay(again.After, clock, cancellation).ConfigureAwait(false);
        return await RunAsync(again.Effect, cancellation).ConfigureAwait(false);
    }

    private async Task<SweepMessage> PauseAsync(CancellationToken cancellation)
    {
        await store.Sweeps.MoveAsync(ownership.Sweep, [SweepState.Running], SweepState.Paused, cancellation).ConfigureAwait(false);
        await store.Events.AppendAsync(new StoredEvent(0, ownership.Sweep, "out-of-time", "The time limit is reached; no new trial starts.", clock.GetUtcNow()), cancellation).ConfigureAwait(false);
        return new SweepMessage.Wake();
    }

    private SweepMessage? Announce(SweepNews said)
    {
        news(said);
        return null;
    }

    private SweepMessage? Stop()
    {
        stop();
        return null;
    }
}
