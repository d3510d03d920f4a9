using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using SweepCluster.Node.LocalRuns;
using SweepCluster.Storage.Measuring;

namespace SweepCluster.Node.Telemetry;

/// <summary>What is measured of the process, its API and its buffers.</summary>
public sealed class NodeMeter
{
    private static readonly MetricDefinition RequestDuration = new("sweep.http.request.duration", MetricKind.Histogram, "s", ["route", "method", "status"], "How long answers of the API took; event streams are left out.")
    {
        Buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    };

    private static readonly MetricDefinition EventStreams = new("sweep.http.event.streams", MetricKind.Gauge, "{stream}", [], "Event streams that are open.");
    private static readonly MetricDefinition QueueDepth = new("sweep.queue.depth", MetricKind.Gauge, "{message}", ["queue"], "What waits in each bounded buffer.");
    private static readonly MetricDefinition QueueCapacity = new("sweep.queue.capacity", MetricKind.Gauge, "{message}", ["queue"], "How much each bounded buffer can hold.");
    private static readonly MetricDefinition BuildInfo = new("sweep.build.info", MetricKind.Gauge, "", ["version", "engines"], "Always 1; the labels say which build this is.");
    private static readonly MetricDefinition ProcessCpu = new("process.cpu", MetricKind.Counter, "s", [], "Processor time of the process, user and system.");
    private static readonly MetricDefinition ProcessMemory = new("process.resident_memory", MetricKind.Gauge, "By", [], "Memory of the process that is resident.");

    private readonly Meter _meter;
    private readonly Histogram<double> _requests;
    private readonly ConcurrentBag<(KeyValuePair<string, object?> Label, Func<int> Depth, int Capacity)> _queues = [];

    public NodeMeter(Meter meter)
    {
        _meter = meter;
        _requests = RequestDuration.Histogram(meter);
        BuildInfo.Observe(meter, () => [new Measurement<double>(1, new("version", EnvironmentRecord.Program().Version), new("engines", Engines))]);
        ProcessCpu.Observe(meter, () => [new Measurement<double>(Environment.CpuUsage.TotalTime.TotalSeconds)]);
        ProcessMemory.Observe(meter, () => [new Measurement<double>(Environment.WorkingSet)]);
        QueueDepth.Observe(meter, () => _queues.Select(queue => new Measurement<double>(queue.Depth(), queue.Label)));
        QueueCapacity.Observe(meter, () => _queues.Select(queue => new Measurement<double>(queue.Capacity, queue.Label)));
    }

    public static ImmutableArray<MetricDefinition> Definitions { get; } = [RequestDuration, EventStreams, QueueDepth, QueueCapacity, BuildInfo, ProcessCpu, ProcessMemory];

#if WITH_AKKA
    private const string Engines = "store,akka";
#else
    private const string Engines = "store";
#endif

    /// <summary>Shows how full a buffer is whenever someone looks.</summary>
    public void WatchQueue(string queue, Func<int> depth, int capacity) => _queues.Add((new("queue", queue), depth, capacity));

    /// <summary>Shows how many event streams are open whenever someone looks.</summary>
    public void WatchStreams(Func<int> open) => EventStreams.Observe(_meter, () => [new Measurement<double>(open())]);

    /// <param name="route">The route's template, never the address that was asked for.</param>
    public void Answered(string route, string method, int status, TimeSpan duration) =>
        _requests.Record(duration.TotalSeconds, new TagList { { "route", route }, { "method", method }, { "status", status } });
}
