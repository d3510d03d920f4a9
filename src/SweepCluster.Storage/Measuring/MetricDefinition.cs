using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace SweepCluster.Storage.Measuring;

/// <summary>What a metric counts.</summary>
public enum MetricKind
{
    /// <summary>Only rises.</summary>
    Counter,

    /// <summary>Rises and falls.</summary>
    Gauge,

    /// <summary>How measured values are spread.</summary>
    Histogram,
}

/// <summary>One metric: instruments and documentation are made from it.</summary>
/// <param name="Name">With dots, without unit, as <c>sweep.chunk.duration</c>.</param>
/// <param name="Unit">After UCUM, as <c>s</c> and <c>By</c>; in braces what is counted.</param>
/// <param name="Labels">What tells its series apart; each has few values.</param>
/// <param name="Description">One sentence.</param>
public sealed record MetricDefinition(string Name, MetricKind Kind, string Unit, ImmutableArray<string> Labels, string Description)
{
    /// <summary>The meter that all instruments belong to.</summary>
    public const string MeterName = "SweepCluster";

    /// <summary>Upper bounds of a histogram's buckets, in its unit.</summary>
    public ImmutableArray<double> Buckets { get; init; } = [];

    public Counter<long> Counter(Meter meter) => meter.CreateCounter<long>(Name, Unit, Description);

    public Histogram<double> Histogram(Meter meter) =>
        meter.CreateHistogram(Name, Unit, Description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets });

    /// <summary>A gauge that is read when someone looks.</summary>
    public void Observe(Meter meter, Func<IEnumerable<Measurement<double>>> read)
    {
        if (Kind == MetricKind.Counter)
        {
            meter.CreateObservableCounter(Name, read, Unit, Description);
        }
        else
        {
            meter.CreateObservableGauge(Name, read, Unit, Description);
        }
    }
}
