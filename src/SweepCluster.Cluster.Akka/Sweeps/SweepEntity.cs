using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;
using SweepCluster.Cluster.Akka.Messages;
using SweepCluster.Cluster.Akka.Shells;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Cluster.Akka.Sweeps;

/// <summary>
/// A sweep's place in the cluster: lives on one coordinator, claims the sweep for it in the store, and gives up its
/// place when the store says that the sweep is another's or has ended.
/// </summary>
internal sealed class SweepEntity : ReceiveActor
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly SweepId _sweep;
    private readonly Placements _placements;
    private readonly TopicSignals _wakeUps;
    private bool _isClaiming;
    private bool _isClaimed;

    public SweepEntity(SweepId sweep, ISweepStore store, AkkaEngineOptions options, Placements placements, TopicSignals wakeUps)
    {
        (_sweep, _placements, _wakeUps) = (sweep, placements, wakeUps);
        Receive<SweepWake>(_ => !_isClaiming && !_isClaimed, _ =>
        {
            _isClaiming = true;
            ClaimAsync(store, options).PipeTo(Self, failure: Mistake.Of);
        });
        Receive<SweepWake>(_ => { });
        Receive<Claimed>(claimed => Take(claimed.Ownership));
        Receive<ClaimFailed>(_ => _isClaiming = false);
        Receive<Mistake>(mistake =>
        {
            _log.Error(mistake.Cause, "Sweep {0} could not be claimed", _sweep);
            _isClaiming = false;
        });
        Receive<Lost>(_ => GiveUp());
    }

    protected override void PostStop()
    {
        if (_placements.Remove(_sweep, Self))
        {
            _wakeUps.Raise(StoreTopic.Sweeps);
        }
    }

    private async Task<object> ClaimAsync(ISweepStore store, AkkaEngineOptions options)
    {
        try
        {
            return new Claimed(await store.Sweeps.ClaimAsync(_sweep, options.Node, options.Ownership, CancellationToken.None).ConfigureAwait(false));
        }
        catch (StoreException)
        {
            // The catalogue wakes the entity again.
            return new ClaimFailed();
        }
    }

    private void Take(SweepOwnership? ownership)
    {
        _isClaiming = false;
        if (ownership is null)
        {
            GiveUp();
            return;
        }

        _isClaimed = true;
        _placements.Add(_sweep, Self);
        _wakeUps.Raise(StoreTopic.Sweeps);
    }

    private void GiveUp()
    {
        _isClaimed = false;
        _placements.Remove(_sweep, Self);
        Context.Parent.Tell(new Passivate(PoisonPill.Instance));
    }

    /// <summary>The store says that the sweep is not this node's.</summary>
    internal sealed record Lost : INoSerializationVerificationNeeded;

    private sealed record Claimed(SweepOwnership? Ownership) : INoSerializationVerificationNeeded;

    private sealed record ClaimFailed : INoSerializationVerificationNeeded;
}
