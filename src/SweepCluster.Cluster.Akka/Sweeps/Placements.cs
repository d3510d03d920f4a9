using System.Collections.Concurrent;
using Akka.Actor;
using SweepCluster.Cluster.Engines;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Cluster.Akka.Sweeps;

/// <summary>The sweeps whose entities live on this node and have claimed them.</summary>
internal sealed class Placements
{
    private readonly ConcurrentDictionary<SweepId, IActorRef> _entities = [];
    private EnginePlacement _region = new(0, 0);

    /// <summary>What the region of this node said last of its shards and entities, those that have not claimed their sweep among them.</summary>
    public EnginePlacement Region
    {
        get => Volatile.Read(ref _region);
        set => Volatile.Write(ref _region, value);
    }

    /// <summary>The entities by sweep, as they are now.</summary>
    public IReadOnlyDictionary<SweepId, IActorRef> Now => _entities.ToDictionary();

    public void Add(SweepId sweep, IActorRef entity) => _entities[sweep] = entity;

    /// <summary>Forgets an entity; nothing when the sweep has another one by now.</summary>
    public bool Remove(SweepId sweep, IActorRef entity) => _entities.TryRemove(KeyValuePair.Create(sweep, entity));
}
