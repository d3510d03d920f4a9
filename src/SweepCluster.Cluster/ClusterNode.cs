using SweepCluster.Cluster.Actors;
using SweepCluster.Cluster.Coordinating;
using SweepCluster.Cluster.Engines;
using SweepCluster.Cluster.Planning;
using SweepCluster.Cluster.Working;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Nodes;

namespace SweepCluster.Cluster;

/// <summary>One process of a cluster: a coordinator, a worker, or both, on one store.</summary>
public sealed class ClusterNode : IAsyncDisposable
{
    public const string CoordinatorRole = "coordinator";
    public const string WorkerRole = "worker";

    private readonly ISweepStore _store;
    private readonly IEngine _engine;
    private readonly ClusterNodeOptions _options;
    private readonly IReadOnlyList<ITrainer> _trainers;
    private readonly TimeProvider _clock;
    private readonly IActorJournal _journal;
    private readonly SweepFiles _files = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly DateTimeOffset _startedAt;
    private CoordinatorEffects? _sweeps;
    private IRunningActor<CoordinatorMessage>? _coordinator;
    private IRunningActor<WorkerMessage>? _worker;
    private WorkerActor? _present;
    private IDisposable? _spool;
    private Task _announcing = Task.CompletedTask;
    private bool _isDraining;

    public ClusterNode(ISweepStore store, IEngine engine, ClusterNodeOptions options, IReadOnlyList<ITrainer> trainers, TimeProvider clock, IActorJournal journal)
    {
        (_store, _engine, _options, _trainers, _clock, _journal) = (store, engine, options, trainers, clock, journal);
        _startedAt = clock.GetUtcNow();
    }

    /// <summary>The node as others see it.</summary>
    public NodeDescription Description => new(
        _options.Id,
        _options.Name,
        [.. Roles()],
        _options.Version,
        _options.Address,
        new DateTimeOffset(_startedAt.Ticks - (_startedAt.Ticks % TimeSpan.TicksPerMicrosecond), _startedAt.Offset),
        [.. _trainers.Select(trainer => trainer.Report)])
    {
        IsDraining = Volatile.Read(ref _isDraining),
    };

    /// <summary>Ends with the failure of an actor that was given up; never otherwise before the node stops.</summary>
    public Task Failure => Task.WhenAny([.. Mailboxes()]).Unwrap();

    /// <summary>Joins the cluster and begins to work.</summary>
    /// <param name="news">Told what happens to the sweeps that this node coordinates; must return quickly.</param>
    /// <param name="epochFinished">Told of trials under way on this node's devices; must return quickly.</param>
    public async Task StartAsync(Action<SweepId, SweepNews> news, Action<TrialId, EpochRecord> epochFinished, CancellationToken cancellation)
    {
        await _engine.AnnounceAsync(Description, cancellation).ConfigureAwait(false);
        if (_options.IsCoordinator)
        {
            _sweeps = new CoordinatorEffects(_store, _engine, _options.Id, _files, _clock, _options.LimitsBeginNow ? _startedAt : null, news, _journal);
            _coordinator = _engine.Actors.Run("coordinator", () => new CoordinatorActor(_options.Heartbeat), _sweeps, new CoordinatorMessage.Start(), _clock, _journal);
            _sweeps.ReportTo(_coordinator.Nudge);
        }

        if (_options.IsWorker)
        {
            var trainers = _trainers.ToDictionary(trainer => trainer.Report.Id);
            var options = new WorkerOptions(_options.Id) { LeaseDuration = _options.LeaseDuration, StragglesAfter = _options.StragglesAfter };
            var effects = new WorkerEffects(_store, _engine, options, trainers, _files, _clock, epochFinished, () => _drained.TrySetResult());
            _spool = QueueDepths.Watch("spool", WorkerActor.SpoolPerDevice * Math.Max(1, trainers.Count), () => _present?.SpoolDepth ?? 0);
            _worker = _engine.Actors.Run(
                "worker", () => _present = new WorkerActor([.. trainers.Keys], options.LeaseDuration), effects, new WorkerMessage.Start(), _clock, _journal);
        }

        _announcing = AnnounceAsync();
    }

    /// <summary>
    /// Takes no more work, hands everything in, and leaves the cluster. Waits for a store that is away until cancelled.
    /// </summary>
    /// <param name="isPatient">Whether what is under way is trained to its end, or stopped at the next step.</param>
    public async Task DrainAsync(bool isPatient, CancellationToken cancellation)
    {
        Volatile.Write(ref _isDraining, true);
        if (_worker is not null)
        {
            await _worker.TellAsync(new WorkerMessage.Drain(isPatient)).ConfigureAwait(false);
            await _drained.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }

        await StopAsync().ConfigureAwait(false);
        await _engine.LeaveAsync(_options.Id, cancellation).ConfigureAwait(false);
    }

    /// <summary>Stops at once; the store's leases run out by themselves.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task StopAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            await _stop.CancelAsync().ConfigureAwait(false);
        }

        _spool?.Dispose();
        await _announcing.ConfigureAwait(false);
        foreach (var disposable in new IAsyncDisposable?[] { _worker, _coordinator, _sweeps })
        {
            if (disposable is not null)
            {
                await disposable.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task AnnounceAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(_options.Heartbeat, _clock, _stop.Token).ConfigureAwait(false);
                await _engine.AnnounceAsync(Description, _stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // Whatever it was: a node that is not heard of any more counts as dead.
                _journal.Failed("heartbeat", failure, _options.Heartbeat);
            }
        }
    }

    private IEnumerable<string> Roles()
    {
        if (_options.IsCoordinator)
        {
            yield return CoordinatorRole;
        }

        if (_options.IsWorker)
        {
            yield return WorkerRole;
        }
    }

    private IEnumerable<Task> Mailboxes()
    {
        foreach (var completion in new[] { _coordinator?.Completion, _worker?.Completion })
        {
            if (completion is not null)
            {
                yield return completion;
            }
        }
    }
}
