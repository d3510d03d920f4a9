using System.Collections.Immutable;
using SweepCluster.Storage.Measuring;

namespace SweepCluster.Node.Telemetry.Prometheus;

/// <summary>A metric as it was when it was collected.</summary>
/// <param name="Name">Prometheus' name with its unit, without <c>_total</c>.</param>
/// <param name="Unit">The last part of the name; empty for none.</param>
internal sealed record MetricFamily(string Name, MetricKind Kind, string Unit, string Help, ImmutableArray<MetricSeries> Series);

/// <summary>One series of a metric.</summary>
/// <param name="Labels">By name.</param>
/// <param name="Value">Of a counter or gauge; the sum of a histogram.</param>
/// <param name="Buckets">Of a histogram, cumulative, the last one without bound; empty for others.</param>
/// <param name="Exemplar">Of a counter; null for none.</param>
internal sealed record MetricSeries(ImmutableArray<KeyValuePair<string, string>> Labels, double Value, ImmutableArray<MetricBucket> Buckets, MetricExemplar? Exemplar);

/// <param name="Bound">Inclusive.</param>
internal readonly record struct MetricBucket(double Bound, long Count, MetricExemplar? Exemplar);

/// <summary>A measured value with the trace in which it was measured.</summary>
internal sealed record MetricExemplar(string TraceId, string SpanId, double Value, DateTimeOffset At);
