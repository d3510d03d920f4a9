using System.Collections.Immutable;
using SweepCluster.Cluster.Measuring;
using SweepCluster.Node.Telemetry.Prometheus;
using SweepCluster.Storage.Measuring;

namespace SweepCluster.Node.Telemetry;

/// <summary>All metrics of a node. Documentation is made from it.</summary>
public static class MetricTable
{
    public static ImmutableArray<MetricDefinition> All { get; } =
        [.. ClusterMeter.Definitions, .. StoreView.Definitions, .. StoreMeter.Definitions, .. NodeMeter.Definitions];

    /// <summary>A metric's name in Prometheus.</summary>
    public static string PrometheusNameOf(MetricDefinition metric) => PrometheusName.Of(metric);
}
