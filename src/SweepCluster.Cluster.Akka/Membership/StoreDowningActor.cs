using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using Akka.Remote;
using SweepCluster.Cluster.Akka.Shells;
using SweepCluster.Cluster.Engines;
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
    private readonly HashSet<UniqueAddress> _putOut = [];
    private readonly AkkaEngineOptions _options;
    private readonly DowningTally _tally;
    private readonly TimeProvider _clock;
    private long _lookedAt;
    private bool _isLooking;

    public StoreDowningActor(ISweepStore store, AkkaEngineOptions options, DowningTally tally, TimeProvider clock)
    {
        (_options, _tally, _clock) = (options, tally, clock);
        Receive<Look>(_ => Begin(store));
        Receive<Known>(known => Decide(known.Nodes));
        Receive<Mistake>(mistake =>
        {
            _log.Error(mistake.Cause, "What the store knows of nodes could not be read");
            _isLooking = false;
        });
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
        if (!_isLooking && (!_cluster.State.Unreachable.IsEmpty || _tally.IsMinority || _clock.GetElapsedTime(_lookedAt) >= LookForOthersEvery))
        {
            _isLooking = true;
            _lookedAt = _clock.GetTimestamp();
            LookAsync(store).PipeTo(Self, failure: Mistake.Of);
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

        // One that has only just joined may not have been told of everywhere.
        _tally.IsMinority = IsMissedFor(_options.DeadAfter) && DowningDecision.Of(standings, _options.Node, isPatienceOver: true).DownSelf;
        var decision = DowningDecision.Of(standings, _options.Node, IsMissedFor(_options.PartitionPatience));
        foreach (var member in _cluster.State.Members.Where(member => member.Status != MemberStatus.Down && decision.Down.Contains(MemberRoles.NodeOf(member) ?? "")))
        {
            PutOut(member, standings.Any(standing => standing.Node == MemberRoles.NodeOf(member) && standing.IsAlive) ? DowningCause.OtherHalf : DowningCause.Dead);
        }

        if (decision.DownSelf)
        {
            DownSelf("the other half of the cluster goes on");
        }
    }

    private bool IsMissedFor(TimeSpan time) => _missedSince.Values.Any(since => _clock.GetElapsedTime(since) >= time);

    private void PutOut(Member member, DowningCause cause)
    {
        if (_putOut.Add(member.UniqueAddress))
        {
            _log.Warning("Node {0} is put out: it cannot be reached, and {1}", MemberRoles.NodeOf(member), cause == DowningCause.OtherHalf ? "its half of the cluster gives way" : "the store has not heard of it either");
            _tally.Count(cause);
        }

        _cluster.Down(member.Address);
    }

    private void DownSelf(string reason)
    {
        if (_putOut.Add(_cluster.SelfUniqueAddress))
        {
            _log.Warning("This node leaves the cluster: {0}", reason);
            _tally.Count(DowningCause.Self);
        }

        _cluster.Down(_cluster.SelfAddress);
    }

    private sealed record Look : INoSerializationVerificationNeeded;

    private sealed record Known(IReadOnlyList<KnownNode> Nodes) : INoSerializationVerificationNeeded;
}
