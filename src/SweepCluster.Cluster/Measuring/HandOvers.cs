using SweepCluster.Cluster.Planning;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Cluster.Measuring;

/// <summary>
/// Measures how long a sweep has no plan when its coordinator dies: from the last word of that one in the store to the
/// first plan of this node, where this node takes over. What changes hands in order waits for nobody and is left out.
/// </summary>
/// <param name="silence">A coordinator that was not heard of for this long may be dead.</param>
/// <param name="measured">Told each time that was measured.</param>
internal sealed class HandOvers(ISweepCatalogue sweeps, TimeSpan silence, TimeProvider clock, Action<TimeSpan> measured)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Loss> _losses = new(StringComparer.Ordinal);
    private readonly Dictionary<SweepId, long> _takenFrom = [];

    /// <summary>Learns which coordinators are silent, and asks what they have left behind.</summary>
    /// <param name="heard">All nodes, as the store heard of them just now.</param>
    /// <exception cref="StoreException">The store cannot be asked; the next call asks again.</exception>
    public async Task LookAsync(IReadOnlyList<KnownNode> heard, CancellationToken cancellation)
    {
        foreach (var (node, loss) in Silent(heard))
        {
            var owned = await sweeps.OwnedAsync(node, cancellation).ConfigureAwait(false);
            lock (_lock)
            {
                loss.Leaves(owned);
            }
        }
    }

    /// <summary>This node plans the sweep from now on.</summary>
    public void TookOver(SweepId sweep)
    {
        lock (_lock)
        {
            foreach (var loss in _losses.Values.Where(loss => loss.Orphans.Remove(sweep)))
            {
                _takenFrom[sweep] = Math.Max(loss.LastWord, _takenFrom.GetValueOrDefault(sweep, long.MinValue));
            }
        }
    }

    /// <summary>Learns what happens to a sweep that this node coordinates.</summary>
    public void Hear(SweepId sweep, SweepNews news)
    {
        long lastWord;
        lock (_lock)
        {
            if (news is not SweepNews.Planned || !_takenFrom.Remove(sweep, out lastWord))
            {
                return;
            }
        }

        measured(clock.GetElapsedTime(lastWord));
    }

    /// <summary>The silent coordinators of which it is to be asked what they own.</summary>
    private (string Node, Loss Loss)[] Silent(IReadOnlyList<KnownNode> heard)
    {
        var now = clock.GetTimestamp();
        lock (_lock)
        {
            foreach (var node in heard.Where(node => node.Description.Roles.Contains(ClusterNode.CoordinatorRole)))
            {
                if (node.SilentFor < silence)
                {
                    _losses.Remove(node.Description.Id);
                }
                else
                {
                    _losses.TryAdd(node.Description.Id, new Loss(now - (long)(node.SilentFor.TotalSeconds * clock.TimestampFrequency)));
                }
            }

            var listed = heard.Select(node => node.Description.Id).ToHashSet(StringComparer.Ordinal);
            foreach (var settled in _losses.Where(loss => loss.Value.IsSettled && !listed.Contains(loss.Key)).Select(loss => loss.Key).ToArray())
            {
                _losses.Remove(settled);
            }

            return [.. _losses.Where(loss => !loss.Value.IsSettled).Select(loss => (loss.Key, loss.Value))];
        }
    }

    /// <summary>A coordinator that is silent, and the sweeps that it was to plan.</summary>
    private sealed class Loss(long lastWord)
    {
        private HashSet<SweepId>? _owned;

        /// <summary>The clock's timestamp.</summary>
        public long LastWord => lastWord;

        public HashSet<SweepId> Orphans { get; private set; } = [];

        /// <summary>Whether all that it left behind has another coordinator: the dead take nothing more.</summary>
        public bool IsSettled => _owned is not null && Orphans.Count == 0;

        // What it owns no more is kept until the next look: this node may have claimed it and not said so yet.
        public void Leaves(IReadOnlyList<SweepId> owned)
        {
            Orphans = _owned is null ? [.. owned] : [.. Orphans.Where(sweep => _owned.Contains(sweep))];
            _owned = [.. owned];
        }
    }
}
