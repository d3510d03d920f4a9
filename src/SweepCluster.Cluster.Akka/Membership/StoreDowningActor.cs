using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using Akka.Remote;
using SweepCluster.Storage;
using SweepCluster.Storage.Nodes;
using ClusterOfAkka = Akka.Cluster.Cluster;

namespace SweepCluster.Cluster.Akka.Membership;

/// <summary>Puts members out of the cluster as <see cref="DowningDecision"/> says.</summary>
internal sealed class StoreDowningActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LookForOthersEvery = TimeSpan.FromSeconds(5);

    private readonly ClusterOfAkka _cluster = ClusterOfAkka.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<string, long> _missedSince = new(StringComparer.Ordinal);
    private readonly AkkaEngineOptions _options;
    private readonly TimeProvider _clock;
    private long _lookedAt;
    private bool _isLooking;

    public StoreDowningActor(ISweepStore store, AkkaEngineOptions options, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        Receive<Look>(_ => Begin(store));
        Receive<Known>(known => Decide(known.Nodes));
        Receive<ThisActorSystemQuarantinedEvent>(_ => DownSelf("the others have put this node out"));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));
        Timers.StartPeriodicTimer("look", new Look(), LookEvery);
    }

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    private void Begin(ISweepStore store)
    {
        if (!_isLooking && (!_cluster.State.Unreachable.IsEmpty || _clock.GetElapsedTime(_lookedAt) >= LookForOthersEvery))
        {
            _isLooking = true;
            _lookedAt = _clock.GetTimestamp();
            LookAsync(store).PipeTo(Self);
        }
    }

    // Without the store nobody can work, and nobody can be said to be dead.
    private static async Task<Known> LookAsync(ISweepStore store)
    {
        try
        {
            return new Known(await store.Nodes.ListAsync(CancellationToken.None).ConfigureAwait(false));
        }
        catch (StoreException)
        {
            return new Known([]);
        }
    }

    private void Decide(IReadOnlyList<KnownNode> nodes)
    {
        _isLooking = false;
        var standings = Standings.Of([.. _cluster.State.Members], _cluster.State.Unreachable, nodes, _options.DeadAfter);
        var missed = standings.Where(standing => !standing.IsReachable).Select(standing => standing.Node).ToHashSet(StringComparer.Ordinal);
        foreach (var back in _missedSince.Keys.Except(missed).ToArray())
        {
            _missedSince.Remove(back);
        }

        foreach (var node in missed)
        {
            _missedSince.TryAdd(node, _clock.GetTimestamp());
        }

        var isPatienceOver = _missedSince.Values.Any(since => _clock.GetElapsedTime(since) >= _options.PartitionPatience);
        var decision = DowningDecision.Of(standings, _options.Node, isPatienceOver);
        foreach (var member in _cluster.State.Members.Where(member => member.Status != MemberStatus.Down && decision.Down.Contains(MemberRoles.NodeOf(member) ?? "")))
        {
            _log.Warning("Node {0} is put out: it cannot be reached, and {1}", MemberRoles.NodeOf(member), isPatienceOver ? "its half of the cluster gives way" : "the store has not heard of it either");
            _cluster.Down(member.Address);
        }

        if (decision.DownSelf)
        {
            DownSelf("the other half of the cluster goes on");
        }
    }

    private void DownSelf(string reason)
    {
        _log.Warning("This node leaves the cluster: {0}", reason);
        _cluster.Down(_cluster.SelfAddress);
    }

    private sealed record Look : INoSerializationVerificationNeeded;

    private sealed record Known(IReadOnlyList<KnownNode> Nodes) : INoSerializationVerificationNeeded;
}
