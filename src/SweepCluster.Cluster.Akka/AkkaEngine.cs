using System.Globalization;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SweepCluster.Cluster.Actors;
using SweepCluster.Cluster.Akka.Composition;
using SweepCluster.Cluster.Akka.Membership;
using SweepCluster.Cluster.Akka.Messages;
using SweepCluster.Cluster.Akka.Shells;
using SweepCluster.Cluster.Akka.Sweeps;
using SweepCluster.Cluster.Akka.WakeUps;
using SweepCluster.Cluster.Engines;
using SweepCluster.Storage;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Sweeps;
using ClusterOfAkka = Akka.Cluster.Cluster;

namespace SweepCluster.Cluster.Akka;

/// <summary>
/// Membership by gossip, placement by sharding with one entity for each sweep, wake-ups by distributed publish and
/// subscribe. What counts is decided by the store's fences all the same.
/// </summary>
public sealed class AkkaEngine : IEngine
{
    private static readonly TimeSpan JoinAgainAfter = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LookWhileJoining = TimeSpan.FromMilliseconds(50);

    private readonly ISweepStore _store;
    private readonly AkkaEngineOptions _options;
    private readonly TimeProvider _clock;
    private readonly TopicSignals _wakeUps;
    private readonly Placements _placements = new();
    private readonly IHost _host;
    private readonly ActorSystem _system;
    private readonly NodeEntry _entry;
    private readonly DowningTally _tally = new();
    private bool _isJoined;

    private AkkaEngine(ISweepStore store, AkkaEngineOptions options, TimeProvider clock, Action<string, Exception?> warn, Action<string> giveUp)
    {
        (_store, _options, _clock, _wakeUps) = (store, options, clock, new TopicSignals(clock));
        Store = new AnnouncingStore(store, Announce);
        _entry = new NodeEntry(store.Nodes);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddAkka("sweeps", akka => akka
            .WithWarnings(warn)
            .WithNodeRemoting(options)
            .WithPulse(options, () => giveUp(Stillness(options)))
            .WithMembership(store, options, _tally, clock)
            .WithWireMessages()
            .WithWakeUps(_wakeUps)
            .WithDepartures(store)
            .WithSweeps(store, options, _placements, _wakeUps)
            .WithCatalogue(store, options));
        _host = builder.Build();
        _system = Begin(_host, options);
        Actors = new ShellHost(_system);
    }

    public string Name => "akka";

    /// <summary>The store, through which changes are announced to every node. Not owned: the engine does not close it.</summary>
    public ISweepStore Store { get; }

    public IActorHost Actors { get; }

    /// <summary>As gossip has it.</summary>
    public EngineState State
    {
        get
        {
            var cluster = ClusterOfAkka.Get(_system);
            return new EngineState
            {
                Standing = _system.WhenTerminated.IsCompleted ? EngineStanding.Outside : ClusterSight.StandingOf(cluster.SelfMember.Status, _tally.IsMinority),
                Members = ClusterSight.Of(cluster.State),
                Heard = _entry.Heard,
                Placement = _options.IsCoordinator ? _placements.Region : null,
                Downings = _tally.Counts,
            };
        }
    }

    /// <summary>Where other nodes reach this one.</summary>
    public string Address => ClusterOfAkka.Get(_system).SelfAddress.ToString();

    /// <summary>The nodes that are members, as this one sees it.</summary>
    internal IReadOnlyList<string> Members => [.. ClusterOfAkka.Get(_system).State.Members.Select(MemberRoles.NodeOf).OfType<string>()];

    /// <summary>Starts the engine of a node; the node joins when it announces itself.</summary>
    /// <param name="warn">Told what Akka warns of, with the exception where there is one.</param>
    /// <param name="giveUp">Told, on a thread of its own, why this process is of no use any more and must end.</param>
    /// <exception cref="EngineException">The certificate cannot be used, or the port is not free.</exception>
    public static async Task<AkkaEngine> StartAsync(
        ISweepStore store, AkkaEngineOptions options, TimeProvider clock, Action<string, Exception?> warn, Action<string> giveUp, CancellationToken cancellation)
    {
        var engine = new AkkaEngine(store, options, clock, warn, giveUp);
        try
        {
            await engine._host.StartAsync(cancellation).ConfigureAwait(false);
            return engine;
        }
        catch
        {
            await engine.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task AnnounceAsync(NodeDescription self, CancellationToken cancellation)
    {
        if (!_isJoined)
        {
            await JoinAsync(self with { EngineAddress = Address, IsJoining = true }, cancellation).ConfigureAwait(false);
            _isJoined = true;
        }

        await _entry.AnnounceAsync(self with { EngineAddress = Address }, cancellation).ConfigureAwait(false);
    }

    public async Task LeaveAsync(string node, CancellationToken cancellation)
    {
        await Store.Sweeps.DisownAsync(node, cancellation).ConfigureAwait(false);
        await _store.Nodes.LeaveAsync(node, cancellation).ConfigureAwait(false);
        await _host.StopAsync(cancellation).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<SweepOwnership>> PlaceAsync(string node, CancellationToken cancellation)
    {
        // The entities as they were before the store was asked: one that claims meanwhile is not missed in its answer.
        var entities = _placements.Now;
        if (entities.Count == 0)
        {
            return [];
        }

        var owned = await _store.Sweeps.OwnAsync(node, _options.Ownership, 0, cancellation).ConfigureAwait(false);
        foreach (var sweep in entities.Keys.Except(owned.Select(ownership => ownership.Sweep)))
        {
            entities[sweep].Tell(new SweepEntity.Lost());
        }

        return [.. owned.Where(ownership => entities.ContainsKey(ownership.Sweep))];
    }

    public long ChangesHeard(StoreTopic topic) => _wakeUps.Heard(topic);

    public Task WaitForChangeAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation) =>
        _wakeUps.WaitAsync(topic, heard, atMost, cancellation);

    /// <summary>From now on no timer fires.</summary>
    internal void StopTimers() => ((IDisposable)_system.Scheduler).Dispose();

    /// <summary>Ends the engine without a word to anybody.</summary>
    internal void Abort() => ((ExtendedActorSystem)_system).Abort();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().ConfigureAwait(false);
        _host.Dispose();
    }

    private static ActorSystem Begin(IHost host, AkkaEngineOptions options)
    {
        try
        {
            return host.Services.GetRequiredService<ActorSystem>();
        }
        catch (Exception failure) when (failure.GetBaseException().GetBaseException() is SocketException refused)
        {
            throw new EngineException($"akka.port: {options.BindHost ?? options.Host}:{options.BindPort ?? options.Port} cannot be listened on: {refused.Message}. Choose another port, or 0 for any that is free.", failure);
        }
    }

    private static string Stillness(AkkaEngineOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"The engine's timers have stood still for {options.StillFor.TotalSeconds:0} s, with {ThreadPool.ThreadCount} threads and {ThreadPool.PendingWorkItemCount} tasks waiting for one: this process ends, to be started again.");

    private void Announce(StoreTopic topic)
    {
        // Here at once, elsewhere as soon as the net allows.
        _wakeUps.Raise(topic);
        if (!_system.WhenTerminated.IsCompleted)
        {
            DistributedPubSub.Get(_system).Mediator.Tell(new Publish(WakeUpActor.NameOf(topic), new TopicChanged(topic)), ActorRefs.NoSender);
        }
    }

    private async Task JoinAsync(NodeDescription self, CancellationToken cancellation)
    {
        var cluster = ClusterOfAkka.Get(_system);
        while (cluster.SelfMember.Status != MemberStatus.Up)
        {
            await _store.Nodes.HeartbeatAsync(self, cancellation).ConfigureAwait(false);
            var seeds = _options.Seeds.IsEmpty
                ? Seeds.Of(await _store.Nodes.ListAsync(cancellation).ConfigureAwait(false), cluster.SelfAddress)
                : await Seeds.OfAsync(_options.Seeds, cluster.SelfAddress, Seeds.ResolveAsync).ConfigureAwait(false);
            cluster.JoinSeedNodes(seeds);
            var began = _clock.GetTimestamp();
            while (cluster.SelfMember.Status != MemberStatus.Up && _clock.GetElapsedTime(began) < JoinAgainAfter)
            {
                if (_system.WhenTerminated.IsCompleted)
                {
                    throw new EngineException("The cluster does not let this node in. Start it again to join anew.");
                }

                await Task.Delay(LookWhileJoining, _clock, cancellation).ConfigureAwait(false);
            }
        }
    }
}
