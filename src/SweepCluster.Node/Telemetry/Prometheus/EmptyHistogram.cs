using System.Collections.Immutable;
using SweepCluster.Storage.Measuring;

namespace SweepCluster.Node.Telemetry.Prometheus;

/// <summary>
/// A histogram without labels before its first value. OpenTelemetry knows of none, but a series that appears with its
/// first event is not seen to rise.
/// </summary>
internal static class EmptyHistogram
{
    public static MetricFamily Of(MetricDefinition metric) => new(
        PrometheusName.Of(metric.Name, metric.Unit),
        metric.Kind,
        PrometheusName.UnitOf(metric.Unit),
        metric.Description,
        [new MetricSeries([], 0, [.. metric.Buckets.Append(double.PositiveInfinity).Select(bound => new MetricBucket(bound, 0, null))], null)]);
}
