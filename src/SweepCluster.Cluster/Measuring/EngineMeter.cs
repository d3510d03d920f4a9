using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Text.Json;
using SweepCluster.Cluster.Engines;
using SweepCluster.Storage.Measuring;

namespace SweepCluster.Cluster.Measuring;

/// <summary>What is measured of the engine of one node.</summary>
public sealed class EngineMeter
{
    private static readonly MetricDefinition Up = new("sweep.engine.up", MetricKind.Gauge, "", ["engine"], "1 while membership and wake-ups work, else 0.");
    private static readonly MetricDefinition OwnershipChanges = new("sweep.engine.ownership.changes", MetricKind.Counter, "{sweep}", [], "Sweeps that this coordinator took over from another, or took up again.");
    private static readonly MetricDefinition HandOver = new("sweep.engine.handover", MetricKind.Histogram, "s", [], "From the last heartbeat of a coordinator that died to the first plan of the coordinator that took its sweep over, which measures it; each sweep counts.")
    {
        Buckets = [0.5, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 30, 60, 120, 300],
    };

    private static readonly MetricDefinition Members = new("sweep.engine.members", MetricKind.Gauge, "{node}", ["role", "state"], "Nodes of the cluster, as the engine of this one sees them: joining, up, leaving, down. Of the store engine, coordinators look.");
    private static readonly MetricDefinition Unreachable = new("sweep.engine.members.unreachable", MetricKind.Gauge, "{node}", ["role"], "Members that the engine of this node does not hear of, whatever their state.");
    private static readonly MetricDefinition Shards = new("sweep.engine.shards", MetricKind.Gauge, "{shard}", [], "Shards of sweeps that live on this coordinator; of the akka engine alone.");
    private static readonly MetricDefinition Entities = new("sweep.engine.entities", MetricKind.Gauge, "{sweep}", [], "Sweeps whose entities live on this coordinator; of the akka engine alone.");
    private static readonly MetricDefinition Downings = new("sweep.engine.downings", MetricKind.Counter, "{node}", ["decision"], "Nodes that this one decided to put out: dead, other_half, or self; every node that sees it decides. Of the akka engine alone.");

    private static readonly string[] Roles = [ClusterNode.CoordinatorRole, ClusterNode.WorkerRole];

    private readonly Meter _meter;
    private readonly Counter<long> _ownershipChanges;
    private readonly Histogram<double> _handOver;

    public EngineMeter(Meter meter)
    {
        _meter = meter;
        _ownershipChanges = OwnershipChanges.Counter(meter);
        _handOver = HandOver.Histogram(meter);
    }

    public static ImmutableArray<MetricDefinition> Definitions { get; } = [Up, OwnershipChanges, HandOver, Members, Unreachable, Shards, Entities, Downings];

    /// <summary>Shows what is counted from zero on.</summary>
    public void BeginAtZero() => _ownershipChanges.Add(0);

    /// <summary>Shows how an engine stands whenever someone looks.</summary>
    public void Watch(MeasuredEngine engine)
    {
        Up.Observe(_meter, () => [Of(engine.IsUp ? 1 : 0, ("engine", engine.Name))]);
        Members.Observe(_meter, () => engine.State.Members is { } members
            ? from role in Roles
              from state in Enum.GetValues<MemberState>()
              select Of(members.Count(member => member.Roles.Contains(role) && member.State == state), ("role", role), ("state", NameOf(state)))
            : []);
        Unreachable.Observe(_meter, () => engine.State.Members is { } members
            ? from role in Roles select Of(members.Count(member => member.Roles.Contains(role) && !member.IsReachable), ("role", role))
            : []);
        Shards.Observe(_meter, () => engine.State.Placement is { } placement ? [Of(placement.Shards)] : []);
        Entities.Observe(_meter, () => engine.State.Placement is { } placement ? [Of(placement.Entities)] : []);
        Downings.Observe(_meter, () => engine.State.Downings is { } downings ? downings.Select(cause => Of(cause.Value, ("decision", NameOf(cause.Key)))) : []);
    }

    internal void TookOver(int sweeps) => _ownershipChanges.Add(sweeps);

    internal void HandedOver(TimeSpan time) => _handOver.Record(time.TotalSeconds);

    private static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static Measurement<double> Of(double value, params (string Name, string Text)[] labels) =>
        new(value, labels.Select(label => new KeyValuePair<string, object?>(label.Name, label.Text)));
}
