using System.Collections.Immutable;
using SweepCluster.Storage;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Cluster.Engines;

/// <summary>Membership and placement as rows of the store, wake-ups as it sends them: needs nothing else.</summary>
/// <param name="ownership">
/// How long a coordinator owns a sweep without a word: the time after which another takes over when it dies.
/// </param>
public sealed class StoreEngine(ISweepStore store, TimeSpan ownership) : IEngine
{
    /// <summary>More sweeps wait until one of these ends.</summary>
    private const int MostSweeps = 64;

    private readonly NodeEntry _entry = new(store.Nodes);

    public string Name => "store";

    /// <summary>Coordinators alone look who else is there; a node that is silent for as long as an ownership lasts cannot be reached.</summary>
    public EngineState State
    {
        get
        {
            var heard = _entry.Heard;
            return new EngineState { Heard = heard, Members = heard.Count == 0 ? null : heard.Select(Seen).ToImmutableArray() };
        }
    }

    public Task AnnounceAsync(NodeDescription self, CancellationToken cancellation) => _entry.AnnounceAsync(self, cancellation);

    public async Task LeaveAsync(string node, CancellationToken cancellation)
    {
        await store.Sweeps.DisownAsync(node, cancellation).ConfigureAwait(false);
        await store.Nodes.LeaveAsync(node, cancellation).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<SweepOwnership>> PlaceAsync(string node, CancellationToken cancellation) =>
        store.Sweeps.OwnAsync(node, ownership, MostSweeps, cancellation);

    public long ChangesHeard(StoreTopic topic) => store.ChangesHeard(topic);

    public Task WaitForChangeAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation) =>
        store.WaitForChangeAsync(topic, heard, atMost, cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private EngineMember Seen(KnownNode node) => new(
        node.Description.Roles,
        node.Description switch { { IsDraining: true } => MemberState.Leaving, { IsJoining: true } => MemberState.Joining, _ => MemberState.Up },
        node.SilentFor < ownership);
}
