using System.Collections.Immutable;
using System.Globalization;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using SweepCluster.Storage.Measuring;

namespace SweepCluster.Node.Telemetry.Prometheus;

/// <summary>Takes what OpenTelemetry's reader collects, as values that nothing changes any more. The reader refuses to be asked by others than its exporter where that is marked as one to pull from, so it is not.</summary>
internal sealed class MetricCollector : BaseExporter<Metric>
{
    private static readonly ImmutableArray<MetricFamily> Empty =
        [.. MetricTable.All.Where(metric => metric is { Kind: MetricKind.Histogram, Labels.IsEmpty: true }).Select(EmptyHistogram.Of)];

    /// <summary>What was collected last, by name.</summary>
    public ImmutableArray<MetricFamily> Last { get; private set; } = [];

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var families = ImmutableArray.CreateBuilder<MetricFamily>();
        foreach (var metric in batch)
        {
            if (Read(metric) is { Series.IsEmpty: false } family)
            {
                families.Add(family);
            }
        }

        families.AddRange(Empty.Where(empty => families.All(family => family.Name != empty.Name)).ToArray());

        // Two instruments of one name, made by different parts, are one metric to whoever reads it.
        Last = [.. families.GroupBy(family => family.Name, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.First() with { Series = [.. group.SelectMany(family => family.Series)] })];
        return ExportResult.Success;
    }

    private static MetricFamily Read(Metric metric)
    {
        var kind = KindOf(metric.MetricType);
        var series = ImmutableArray.CreateBuilder<MetricSeries>();
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            series.Add(kind == MetricKind.Histogram ? Histogram(point) : Number(metric.MetricType, point));
        }

        return new MetricFamily(PrometheusName.Of(metric.Name, metric.Unit), kind, PrometheusName.UnitOf(metric.Unit), metric.Description, series.ToImmutable());
    }

    private static MetricKind KindOf(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => MetricKind.Counter,
        MetricType.Histogram => MetricKind.Histogram,
        _ => MetricKind.Gauge,
    };

    private static MetricSeries Number(MetricType type, in MetricPoint point)
    {
        var value = type switch
        {
            MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
            MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
            MetricType.LongGauge => point.GetGaugeLastValueLong(),
            _ => point.GetGaugeLastValueDouble(),
        };
        return new MetricSeries(Labels(point), value, [], ExemplarsOf(point).LastOrDefault());
    }

    private static MetricSeries Histogram(in MetricPoint point)
    {
        var exemplars = ExemplarsOf(point);
        var buckets = ImmutableArray.CreateBuilder<MetricBucket>();
        var (count, below) = (0L, double.NegativeInfinity);
        foreach (var bucket in point.GetHistogramBuckets())
        {
            count += bucket.BucketCount;
            var (from, to) = (below, bucket.ExplicitBound);
            buckets.Add(new MetricBucket(to, count, exemplars.LastOrDefault(exemplar => exemplar.Value > from && exemplar.Value <= to)));
            below = to;
        }

        return new MetricSeries(Labels(point), point.GetHistogramSum(), buckets.ToImmutable(), null);
    }

    private static ImmutableArray<KeyValuePair<string, string>> Labels(in MetricPoint point)
    {
        var labels = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>(point.Tags.Count);
        foreach (var (name, value) in point.Tags)
        {
            labels.Add(KeyValuePair.Create(PrometheusName.Legal(name), Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
        }

        labels.Sort((one, other) => string.CompareOrdinal(one.Key, other.Key));
        return labels.ToImmutable();
    }

    private static List<MetricExemplar> ExemplarsOf(in MetricPoint point)
    {
        var found = new List<MetricExemplar>();
        if (point.TryGetExemplars(out var exemplars))
        {
            foreach (ref readonly var exemplar in exemplars)
            {
                if (exemplar.TraceId != default)
                {
                    // Only the kind that was measured is set; the other one reads as 0.
                    found.Add(new MetricExemplar(exemplar.TraceId.ToHexString(), exemplar.SpanId.ToHexString(), exemplar.DoubleValue != 0 ? exemplar.DoubleValue : exemplar.LongValue, exemplar.Timestamp));
                }
            }
        }

        found.Sort((one, other) => one.At.CompareTo(other.At));
        return found;
    }
}
