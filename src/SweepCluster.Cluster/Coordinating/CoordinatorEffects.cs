using System.Collections.Concurrent;
using SweepCluster.Cluster.Actors;
using SweepCluster.Cluster.Engines;
using SweepCluster.Cluster.Planning;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Cluster.Coordinating;

/// <summary>Does what a coordinator wants: keeps a mailbox for each sweep that it runs.</summary>
/// <param name="node">The node's id.</param>
/// <param name="startedAt">When time limits begin; null for when each sweep was submitted.</param>
/// <param name="news">Told what happens to sweeps.</param>
public sealed class CoordinatorEffects(
    ISweepStore store,
    IEngine engine,
    string node,
    SweepFiles files,
    TimeProvider clock,
    DateTimeOffset? startedAt,
    Action<SweepId, SweepNews> news,
    IActorJournal journal) : IEffects<CoordinatorEffect, CoordinatorMessage>, IAsyncDisposable
{
    private readonly ConcurrentDictionary<SweepOwnership, IRunningActor<SweepMessage>> _sweeps = [];
    private Action<CoordinatorMessage> _tell = _ => { };
    private long _heard;

    /// <summary>Where the ends of sweeps' actors are reported.</summary>
    public void ReportTo(Action<CoordinatorMessage> tell) => _tell = tell;

    /// <summary>Messages that wait for each sweep's actor.</summary>
    public IReadOnlyDictionary<SweepId, int> Depths => _sweeps.ToDictionary(entry => entry.Key.Sweep, entry => entry.Value.Depth);

    public async Task<CoordinatorMessage?> RunAsync(CoordinatorEffect effect, CancellationToken cancellation)
    {
        switch (effect)
        {
            case CoordinatorEffect.Place:
                return await PlaceAsync(cancellation).ConfigureAwait(false);
            case CoordinatorEffect.Begin begin:
                Begin(begin.Sweep);
                return null;
            case CoordinatorEffect.End end:
                await DisplaceAsync(end.Sweep).ConfigureAwait(false);
                return null;
            case CoordinatorEffect.WakeWithin within:
                return await WakeAsync(within.Time, cancellation).ConfigureAwait(false);
            default:
                throw new ArgumentOutOfRangeException(nameof(effect), effect, "An effect that nobody does.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var sweep in _sweeps.Keys)
        {
            await EndAsync(sweep).ConfigureAwait(false);
        }
    }

    private async Task<CoordinatorMessage> PlaceAsync(CancellationToken cancellation)
    {
        _heard = engine.ChangesHeard(StoreTopic.Sweeps);
        try
        {
            return new CoordinatorMessage.Placed(await engine.PlaceAsync(node, cancellation).ConfigureAwait(false));
        }
        catch (StoreException failure)
        {
            return new CoordinatorMessage.StoreFailed(failure);
        }
    }

    private async Task<CoordinatorMessage> WakeAsync(TimeSpan within, CancellationToken cancellation)
    {
        try
        {
            await engine.WaitForChangeAsync(StoreTopic.Sweeps, _heard, within, cancellation).ConfigureAwait(false);
        }
        catch (StoreException failure) when (failure.IsTransient)
        {
            await Task.Delay(within, clock, cancellation).ConfigureAwait(false);
        }

        return new CoordinatorMessage.Wake();
    }

    private void Begin(SweepOwnership sweep)
    {
        var effects = new SweepEffects(store, engine, sweep, files, clock, said => news(sweep.Sweep, said), () => _ = EndAsync(sweep));
        var mailbox = engine.Actors.Run($"sweep {sweep.Sweep}", () => new SweepActor(sweep, startedAt), effects, new SweepMessage.Start(), clock, journal);
        if (!_sweeps.TryAdd(sweep, mailbox))
        {
            _ = mailbox.DisposeAsync().AsTask();
            return;
        }

        _ = WatchAsync(sweep, mailbox);
    }

    // One that was given up has ended all the same: the next placement begins it again.
    private async Task WatchAsync(SweepOwnership sweep, IRunningActor<SweepMessage> mailbox)
    {
        try
        {
            await mailbox.Completion.ConfigureAwait(false);
        }
        catch (ActorFailedException failure)
        {
            news(sweep.Sweep, new SweepNews.GivenUp(failure));
        }

        await EndAsync(sweep).ConfigureAwait(false);
    }

    // A sweep that has just finished is nobody's either: its actor may not have heard that yet, and must say it.
    private async Task DisplaceAsync(SweepOwnership sweep)
    {
        if (_sweeps.TryGetValue(sweep, out var mailbox))
        {
            await mailbox.TellAsync(new SweepMessage.Displaced()).ConfigureAwait(false);
        }
    }

    private async Task EndAsync(SweepOwnership sweep)
    {
        if (_sweeps.TryRemove(sweep, out var mailbox))
        {
            await mailbox.DisposeAsync().ConfigureAwait(false);
            _tell(new CoordinatorMessage.Ended(sweep));
        }
    }
}
