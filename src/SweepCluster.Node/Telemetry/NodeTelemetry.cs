using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SweepCluster.Cluster.Measuring;
using SweepCluster.Node.Configuration;
using SweepCluster.Node.LocalRuns;
using SweepCluster.Node.Telemetry.Prometheus;
using SweepCluster.Storage.Measuring;

namespace SweepCluster.Node.Telemetry;

/// <summary>Metrics and traces of one node: the instruments, the scraper and, where configured, the push.</summary>
public sealed class NodeTelemetry : IDisposable
{
    private const string RuntimeMeter = "System.Runtime";

    private readonly Meter _meter = new(MetricDefinition.MeterName);
    private readonly MeterProvider _metrics;
    private readonly TracerProvider? _traces;

    /// <param name="moreTraces">Another place that traces go to; null for none.</param>
    public NodeTelemetry(NodeSettings settings, TimeProvider clock, BaseProcessor<System.Diagnostics.Activity>? moreTraces = null)
    {
        Store = new StoreMeter(_meter, settings.Store.Kind == StoreKind.Sqlite ? "sqlite" : "postgres");
        Cluster = new ClusterMeter(_meter);
        Node = new NodeMeter(_meter);
        Traces = new SweepTraces(settings.Telemetry.TraceRatio, clock);
        var self = ResourceBuilder.CreateEmpty().AddService("sweep", serviceVersion: EnvironmentRecord.Program().Version, serviceInstanceId: settings.Name ?? Environment.MachineName);
        _metrics = MetricsOf(settings.Telemetry, self);
        Store.BeginAtZero();
        Cluster.BeginAtZero();
        _traces = TracesOf(settings.Telemetry, self, moreTraces);
    }

    /// <summary>Of the store's calls.</summary>
    public StoreMeter Store { get; }

    /// <summary>Of sweeps, devices and the engine.</summary>
    public ClusterMeter Cluster { get; }

    /// <summary>Of the process and the API.</summary>
    public NodeMeter Node { get; }

    public SweepTraces Traces { get; }

    internal Meter Meter => _meter;

    internal MetricScraper Scraper { get; } = new();

    /// <summary>Pushes what there is, where a push is configured.</summary>
    /// <returns>Whether it arrived in time.</returns>
    public bool Push(TimeSpan atMost) => _metrics.ForceFlush((int)atMost.TotalMilliseconds) & (_traces?.ForceFlush((int)atMost.TotalMilliseconds) ?? true);

    public void Dispose()
    {
        _metrics.Dispose();
        _traces?.Dispose();
        Traces.Dispose();
        Scraper.Dispose();
        _meter.Dispose();
    }

    private MeterProvider MetricsOf(TelemetrySettings settings, ResourceBuilder self)
    {
        var builder = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(self)
            .AddMeter(MetricDefinition.MeterName, RuntimeMeter)

            // Meters are found by name in the whole process: another node's in it are not this one's.
            .AddView(instrument => ReferenceEquals(instrument.Meter, _meter) || IsOfCollector(instrument) ? null : MetricStreamConfiguration.Drop)
            .SetExemplarFilter(ExemplarFilterType.TraceBased)
            .AddReader(Scraper.Reader);
        return settings.OtlpEndpoint is { } endpoint
            ? builder.AddOtlpExporter((options, reader) =>
            {
                To(options, endpoint, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)settings.OtlpInterval.TotalMilliseconds;
            }).Build()
            : builder.Build();
    }

    private static TracerProvider? TracesOf(TelemetrySettings settings, ResourceBuilder self, BaseProcessor<System.Diagnostics.Activity>? more)
    {
        if (settings.TraceRatio == 0 || (settings.OtlpEndpoint is null && more is null))
        {
            return null;
        }

        // Whether a span is kept is decided by the parent that its sweep or chunk gives it.
        var builder = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(self).SetSampler(new ParentBasedSampler(new AlwaysOffSampler())).AddSource(SweepTraces.SourceName);
        if (more is not null)
        {
            builder.AddProcessor(more);
        }

        return settings.OtlpEndpoint is { } endpoint ? builder.AddOtlpExporter(options => To(options, endpoint, "v1/traces")).Build() : builder.Build();
    }

    private static void To(OtlpExporterOptions options, Uri endpoint, string path)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = new Uri(endpoint.AbsoluteUri.TrimEnd('/') + '/' + path);
    }

    private static bool IsOfCollector(Instrument instrument) => instrument.Meter.Name == RuntimeMeter && instrument.Name.StartsWith("dotnet.gc.", StringComparison.Ordinal);
}
