using SweepCluster.Cluster.Coordinating;
using SweepCluster.Cluster.Engines;
using SweepCluster.Cluster.Planning;
using SweepCluster.Cluster.Working;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Storage;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sweeps;
using SweepCluster.Storage.Tests.Memory;

namespace SweepCluster.Cluster.Tests.Simulation;

/// <summary>A process of the simulated cluster: the real actors and their real effects, on simulated time, net and store.</summary>
internal sealed class SimulatedNode : IAsyncDisposable
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Ownership = TimeSpan.FromSeconds(5);

    private readonly ClusterSimulation _cluster;
    private readonly MemoryStore _store;
    private readonly SweepFiles _files = new();
    private readonly StoreEngine _engine;
    private readonly Dictionary<SweepOwnership, SimulatedActor<SweepMessage, SweepEffect>> _sweeps = [];
    private readonly Dictionary<string, (IReadOnlyList<Lease> Leases, long Run)> _training = [];
    private SimulatedActor<WorkerMessage, WorkerEffect>? _worker;
    private DateTimeOffset _frozenUntil;
    private DateTimeOffset _cutOffUntil;
    private long _runs;

    public SimulatedNode(ClusterSimulation cluster, MemoryStore store, string id)
    {
        (_cluster, _store, Id) = (cluster, store, id);
        _engine = new StoreEngine(store, Ownership);
    }

    public string Id { get; }

    public bool IsDead { get; private set; }

    public void Start(bool isCoordinator, bool isWorker)
    {
        if (isCoordinator)
        {
            var effects = new CoordinatorEffects(_store, _engine, Id, _files, _cluster.Time, null, (_, _) => { }, Journal.Throwing);
            var coordinator = new SimulatedActor<CoordinatorMessage, CoordinatorEffect>(this, new CoordinatorActor(Heartbeat), (actor, effect) => Perform(actor, effect, effects));
            coordinator.Tell(TimeSpan.Zero, new CoordinatorMessage.Start());
        }

        if (isWorker)
        {
            var options = new WorkerOptions(Id) { LeaseDuration = LeaseDuration, StragglesAfter = TimeSpan.FromSeconds(30) };
            var effects = new WorkerEffects(_store, _engine, options, new Dictionary<string, ITrainer>(), _files, _cluster.Time, (_, _) => { }, () => IsDead = true);
            _worker = new SimulatedActor<WorkerMessage, WorkerEffect>(this, new WorkerActor(["gpu:0", "gpu:1"], LeaseDuration), (actor, effect) => Perform(actor, effect, effects));
            _worker.Tell(TimeSpan.Zero, new WorkerMessage.Start());
        }
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    public void Kill() => IsDead = true;

    public void Freeze(TimeSpan time) => _frozenUntil = _cluster.Time.GetUtcNow() + time;

    public void CutOff(TimeSpan time) => _cutOffUntil = _cluster.Time.GetUtcNow() + time;

    /// <summary>What SIGTERM does; a node without a worker just ends.</summary>
    public void Drain()
    {
        if (_worker is null)
        {
            IsDead = true;
        }

        _worker?.Tell(TimeSpan.Zero, new WorkerMessage.Drain(_cluster.Upto(TimeSpan.FromSeconds(1)) < TimeSpan.FromSeconds(0.5)));
    }

    /// <summary>Does something on this node unless it is dead by then; when it stands still, as soon as it goes on.</summary>
    public void After(TimeSpan time, Action action) => _cluster.Time.After(time, () =>
    {
        if (IsDead)
        {
            return;
        }

        if (_frozenUntil > _cluster.Time.GetUtcNow())
        {
            After(_frozenUntil - _cluster.Time.GetUtcNow() + _cluster.Latency(), action);
            return;
        }

        action();
    });

    private void Perform(SimulatedActor<CoordinatorMessage, CoordinatorEffect> actor, CoordinatorEffect effect, CoordinatorEffects effects)
    {
        switch (effect)
        {
            case CoordinatorEffect.Begin begin:
                var inner = new SweepEffects(_store, _engine, begin.Sweep, _files, _cluster.Time, _ => { }, () =>
                {
                    _sweeps[begin.Sweep].End();
                    actor.Tell(TimeSpan.Zero, new CoordinatorMessage.Ended(begin.Sweep));
                });
                var sweep = new SimulatedActor<SweepMessage, SweepEffect>(this, new SweepActor(begin.Sweep), (self, wanted) => Perform(self, wanted, inner));
                _sweeps[begin.Sweep] = sweep;
                sweep.Tell(TimeSpan.Zero, new SweepMessage.Start());
                break;
            case CoordinatorEffect.End end:
                _sweeps[end.Sweep].End();
                break;
            case CoordinatorEffect.WakeWithin within:
                actor.Tell(_cluster.Upto(within.Time), new CoordinatorMessage.Wake());
                break;
            default:
                Call(() => effects.RunAsync(effect, default), actor.Tell, failure => new CoordinatorMessage.StoreFailed(failure));
                break;
        }
    }

    private void Perform(SimulatedActor<SweepMessage, SweepEffect> actor, SweepEffect effect, SweepEffects effects)
    {
        switch (effect)
        {
            case SweepEffect.WakeWithin within:
                actor.Tell(_cluster.Upto(within.Time), new SweepMessage.Wake());
                break;
            case SweepEffect.Again again:
                After(again.After, () => Perform(actor, again.Effect, effects));
                break;
            case SweepEffect.Announce or SweepEffect.Stop:
                effects.RunAsync(effect, default).GetAwaiter().GetResult();
                break;
            default:
                Call(() => effects.RunAsync(effect, default), actor.Tell, failure => new SweepMessage.StoreFailed(effect, failure));
                break;
        }
    }

    private void Perform(SimulatedActor<WorkerMessage, WorkerEffect> actor, WorkerEffect effect, WorkerEffects effects)
    {
        switch (effect)
        {
            case WorkerEffect.WakeWithin within:
                actor.Tell(_cluster.Upto(within.Time), new WorkerMessage.Wake());
                break;
            case WorkerEffect.RenewAfter after:
                actor.Tell(after.Time, new WorkerMessage.RenewalDue());
                break;
            case WorkerEffect.Again again:
                After(again.After, () => Perform(actor, again.Effect, effects));
                break;
            case WorkerEffect.Stop:
                effects.RunAsync(effect, default).GetAwaiter().GetResult();
                break;
            case WorkerEffect.Train train:
                Train(actor, train);
                break;
            case WorkerEffect.StopTraining stop:
                StopTraining(actor, stop.Device);
                break;
            default:
                Call(() => effects.RunAsync(effect, default), actor.Tell, failure => new WorkerMessage.StoreFailed(effect, failure));
                break;
        }
    }

    /// <summary>Takes a call to the store through the net, with what may happen to it there.</summary>
    private void Call<TMessage>(Func<Task<TMessage?>> call, Action<TimeSpan, TMessage> tell, Func<StoreException, TMessage> failed)
        where TMessage : class
    {
        var fate = _cluster.Fate(isCutOff: _cutOffUntil > _cluster.Time.GetUtcNow());
        if (fate == Fate.Lost)
        {
            tell(_cluster.Latency(), failed(new StoreException("The net lost the call.", new IOException(), isTransient: true)));
            return;
        }

        // The call is under way even if its node dies now.
        _cluster.Time.After(_cluster.Latency(), () =>
        {
            var answer = call().GetAwaiter().GetResult();
            if (fate == Fate.Repeated)
            {
                _cluster.Time.After(_cluster.Latency(), () => call().GetAwaiter().GetResult());
            }

            if (fate == Fate.AnswerLost)
            {
                tell(_cluster.Latency(), failed(new StoreException("The net lost the answer.", new IOException(), isTransient: true)));
            }
            else if (answer is not null)
            {
                tell(_cluster.Latency(), answer);
            }
        });
    }

    private void Train(SimulatedActor<WorkerMessage, WorkerEffect> actor, WorkerEffect.Train train)
    {
        var run = ++_runs;
        _training[train.Device] = (train.Leases, run);
        After(_cluster.TrainingTime(), () =>
        {
            if (_training.TryGetValue(train.Device, out var current) && current.Run == run)
            {
                if (train.Leases.Any(lease => lease.Chunk.Trials.Contains(_cluster.Poison)))
                {
                    _cluster.Replace(this);
                    return;
                }

                _training.Remove(train.Device);
                actor.Tell(TimeSpan.Zero, new WorkerMessage.Trained(train.Device, new TrainingEnd(Results(train.Leases, all: true), false, null), 16));
            }
        });
    }

    private void StopTraining(SimulatedActor<WorkerMessage, WorkerEffect> actor, string device)
    {
        if (_training.Remove(device, out var training))
        {
            actor.Tell(_cluster.Latency(), new WorkerMessage.Trained(device, new TrainingEnd(Results(training.Leases, all: false), true, null), 16));
        }
    }

    // A training that was stopped has finished the first trials of each chunk, except one that kills whoever trains it.
    private Dictionary<LeaseId, IReadOnlyList<TrialResult>> Results(IReadOnlyList<Lease> leases, bool all) => leases.ToDictionary(
        lease => lease.Id,
        IReadOnlyList<TrialResult> (lease) => [.. lease.Chunk.Trials
            .Where(trial => trial != _cluster.Poison)
            .Take(all ? int.MaxValue : lease.Chunk.Trials.Length / 2)
            .Select(trial => _cluster.ResultOf(trial))]);
}
