using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Event;
using SweepCluster.Cluster.Akka.Messages;
using SweepCluster.Cluster.Akka.Shells;
using SweepCluster.Cluster.Akka.WakeUps;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;

namespace SweepCluster.Cluster.Akka.Sweeps;

/// <summary>One in the cluster: wakes the entity of every sweep that is to run, again and again.</summary>
internal sealed class CatalogueActor : ReceiveActor, IWithTimers
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly TimeSpan _heartbeat;
    private bool _isLooking;
    private bool _looksAgain;

    public CatalogueActor(ISweepStore store, IActorRef sweeps, TimeSpan heartbeat)
    {
        _heartbeat = heartbeat;
        Receive<Look>(_ => Begin(store));
        Receive<TopicChanged>(_ => Begin(store));
        Receive<Running>(running =>
        {
            foreach (var sweep in running.Sweeps)
            {
                sweeps.Tell(new SweepWake(sweep));
            }

            _isLooking = false;
            if (_looksAgain)
            {
                Begin(store);
            }
        });
        Receive<Mistake>(mistake =>
        {
            _log.Error(mistake.Cause, "Which sweeps are to run could not be read");
            _isLooking = false;
        });
        Receive<SubscribeAck>(_ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        DistributedPubSub.Get(Context.System).Mediator.Tell(new Subscribe(WakeUpActor.NameOf(StoreTopic.Sweeps), Self));
        Timers.StartPeriodicTimer("look", new Look(), TimeSpan.Zero, _heartbeat);
    }

    private void Begin(ISweepStore store)
    {
        _looksAgain = _isLooking;
        if (!_isLooking)
        {
            _isLooking = true;
            LookAsync(store).PipeTo(Self, failure: Mistake.Of);
        }
    }

    private static async Task<Running> LookAsync(ISweepStore store)
    {
        try
        {
            return new Running(await store.Sweeps.RunningAsync(CancellationToken.None).ConfigureAwait(false));
        }
        catch (StoreException)
        {
            // Asked again at the next heartbeat; whoever runs a sweep says so itself when the store is away.
            return new Running([]);
        }
    }

    private sealed record Look : INoSerializationVerificationNeeded;

    private sealed record Running(IReadOnlyList<SweepId> Sweeps) : INoSerializationVerificationNeeded;
}
