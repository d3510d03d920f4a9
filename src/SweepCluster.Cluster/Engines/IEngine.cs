using SweepCluster.Cluster.Actors;
using SweepCluster.Storage;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Cluster.Engines;

/// <summary>
/// Decides who does what, and may be wrong without harm: whatever it says, the store's fences decide which chunk and
/// which result counts.
/// </summary>
public interface IEngine : IAsyncDisposable
{
    /// <summary>As users choose it: <c>store</c>.</summary>
    string Name { get; }

    /// <summary>Where this engine's actors live.</summary>
    IActorHost Actors => MailboxHost.Instance;

    /// <summary>What this engine knows of its cluster now; may be asked on any thread at any time, and answers at once.</summary>
    EngineState State => EngineState.Unknown;

    /// <summary>Membership: this node is here, has these roles and devices, and does this now.</summary>
    Task AnnounceAsync(NodeDescription self, CancellationToken cancellation);

    /// <summary>Membership: this node leaves, and what it ran may run elsewhere at once.</summary>
    Task LeaveAsync(string node, CancellationToken cancellation);

    /// <summary>Placement: the sweeps that this coordinator is to run from now on. Asked again at every heartbeat.</summary>
    Task<IReadOnlyList<SweepOwnership>> PlaceAsync(string node, CancellationToken cancellation);

    /// <summary>Wake-ups: how often this node has heard that the topic changed, as <see cref="ISweepStore.ChangesHeard"/>.</summary>
    long ChangesHeard(StoreTopic topic);

    /// <summary>Wake-ups: returns when something that concerns the topic may have changed, or after the time.</summary>
    /// <param name="heard">Changes that the caller's last look has seen: what was heard since then ends the wait at once.</param>
    Task WaitForChangeAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation);
}
