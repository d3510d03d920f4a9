using OpenTelemetry.Metrics;

namespace SweepCluster.Node.Telemetry.Prometheus;

/// <summary>Collects when someone scrapes: once for all who ask while a collection is under way.</summary>
internal sealed class MetricScraper : IDisposable
{
    /// <summary>After this a scrape is given up.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly MetricCollector _collector;
    private Task<MetricScrape>? _collecting;

    public MetricScraper()
    {
        _collector = new MetricCollector();
        Reader = new BaseExportingMetricReader(_collector);
    }

    /// <summary>To be given to the provider, which then owns it.</summary>
    public BaseExportingMetricReader Reader { get; }

    /// <summary>The values of now, or those that someone else is collecting.</summary>
    /// <exception cref="TimeoutException">They are not there in time.</exception>
    public async Task<MetricScrape> ScrapeAsync(CancellationToken cancellation)
    {
        Task<MetricScrape> collecting;
        lock (_lock)
        {
            if (_collecting is not { IsCompleted: false })
            {
                _collecting = Task.Run(Collect, CancellationToken.None);
            }

            collecting = _collecting;
        }

        return await collecting.WaitAsync(Longest, cancellation).ConfigureAwait(false);
    }

    public void Dispose() => _collector.Dispose();

    private MetricScrape Collect()
    {
        if (!Reader.Collect((int)Longest.TotalMilliseconds))
        {
            throw new TimeoutException("The metrics could not be collected in time.");
        }

        return new MetricScrape(_collector.Last);
    }
}
