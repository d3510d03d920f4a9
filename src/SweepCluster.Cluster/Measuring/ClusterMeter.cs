using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Text.Json;
using SweepCluster.Cluster.Planning;
using SweepCluster.Cluster.Working;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Measuring;

namespace SweepCluster.Cluster.Measuring;

/// <summary>What is measured of sweeps, leases and devices of one node, and of its engine.</summary>
public sealed class ClusterMeter
{
    private static readonly MetricDefinition Trials = new("sweep.trials", MetricKind.Counter, "{trial}", ["outcome"], "Trials committed to the sweeps that this coordinator runs, by their label; those that wait for their reference are counted when it comes.");
    private static readonly MetricDefinition TrialFailures = new("sweep.trial.failures", MetricKind.Counter, "{trial}", ["cause"], "Trials that the machine failed, each time; no outcome.");
    private static readonly MetricDefinition ChunkRetries = new("sweep.chunk.retries", MetricKind.Counter, "{chunk}", ["cause"], "Chunks that are tried again after the machine failed one.");
    private static readonly MetricDefinition ChunkDuration = new("sweep.chunk.duration", MetricKind.Histogram, "s", ["device"], "From the lease of a chunk to its commit by this node.")
    {
        Buckets = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3600],
    };

    private static readonly MetricDefinition LeasesLost = new("sweep.leases.lost", MetricKind.Counter, "{lease}", [], "Leases that ran out, as their coordinator sees, and commits that the store refused, as their worker sees.");
    private static readonly MetricDefinition CellsOpen = new("sweep.cells.open", MetricKind.Gauge, "{cell}", [], "Planned cells whose replicates are not decided, of the sweeps that this coordinator runs; add them up over coordinators.");
    private static readonly MetricDefinition DeviceBusy = new("sweep.device.busy", MetricKind.Counter, "s", ["device"], "Seconds in which the device trained.");
    private static readonly MetricDefinition DevicePopulation = new("sweep.device.population", MetricKind.Gauge, "{trial}", ["device"], "Members that the device trains now.");
    private static readonly MetricDefinition DeviceMemory = new("sweep.device.memory", MetricKind.Gauge, "By", ["device"], "Bytes that the members of the device fill, by their shapes.");
    private static readonly MetricDefinition DeviceOperations = new("sweep.device.operations", MetricKind.Counter, "{operation}", ["device"], "Floating-point operations of finished trials, by their shapes and steps.");

    private readonly Meter _meter;
    private readonly Counter<long> _trials;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _retries;
    private readonly Histogram<double> _chunkDuration;
    private readonly Counter<long> _leasesLost;
    private readonly OpenCells _cells = new();

    public ClusterMeter(Meter meter)
    {
        _meter = meter;
        _trials = Trials.Counter(meter);
        _failures = TrialFailures.Counter(meter);
        _retries = ChunkRetries.Counter(meter);
        _chunkDuration = ChunkDuration.Histogram(meter);
        _leasesLost = LeasesLost.Counter(meter);
        Engine = new EngineMeter(meter);
    }

    public static ImmutableArray<MetricDefinition> Definitions { get; } =
        [Trials, TrialFailures, ChunkRetries, ChunkDuration, LeasesLost, CellsOpen, DeviceBusy, DevicePopulation, DeviceMemory, DeviceOperations, .. EngineMeter.Definitions];

    /// <summary>Of the engine.</summary>
    public EngineMeter Engine { get; }

    /// <summary>Shows what is counted from zero on: of a counter that appears with its first event, nobody sees it rise.</summary>
    public void BeginAtZero()
    {
        foreach (var outcome in Enum.GetValues<Outcome>())
        {
            _trials.Add(0, LabelOf(outcome));
        }

        foreach (var cause in FailureCause.All)
        {
            _failures.Add(0, new KeyValuePair<string, object?>("cause", cause));
            _retries.Add(0, new KeyValuePair<string, object?>("cause", cause));
        }

        _leasesLost.Add(0);
        Engine.BeginAtZero();
    }

    /// <summary>Shows what devices do whenever someone looks.</summary>
    public void Watch(IReadOnlyList<ITrainer> trainers)
    {
        DeviceBusy.Observe(_meter, () => Of(trainers, load => load.Busy.TotalSeconds));
        DevicePopulation.Observe(_meter, () => Of(trainers, load => load.Population));
        DeviceMemory.Observe(_meter, () => Of(trainers, load => load.MemoryBytes));
        DeviceOperations.Observe(_meter, () => Of(trainers, load => load.Operations));
    }

    /// <summary>Shows the cells of this coordinator's sweeps that are open.</summary>
    public void WatchCells() => CellsOpen.Observe(_meter, () => [new Measurement<double>(_cells.Count)]);

    /// <summary>Learns what happens to a sweep that this node coordinates.</summary>
    public void Hear(SweepId sweep, SweepNews news)
    {
        if (news is SweepNews.Judged judged)
        {
            foreach (var outcome in judged.Observations.GroupBy(observation => observation.Outcome))
            {
                _trials.Add(outcome.Count(), LabelOf(outcome.Key));
            }
        }

        _cells.Hear(sweep, news);
    }

    internal void ChunkFailed(int trials, int retries, string? cause)
    {
        var label = new KeyValuePair<string, object?>("cause", FailureCause.Of(cause));
        _failures.Add(trials, label);
        if (retries > 0)
        {
            _retries.Add(retries, label);
        }
    }

    internal void ChunkCommitted(string device, TimeSpan duration) => _chunkDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("device", device));

    internal void LeaseLost(int count = 1) => _leasesLost.Add(count);

    /// <summary>Forgets a sweep that this node coordinates no more.</summary>
    internal void Dropped(IEnumerable<SweepId> kept) => _cells.KeepOnly(kept);

    private static KeyValuePair<string, object?> LabelOf(Outcome outcome) => new("outcome", JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString()));

    private static IEnumerable<Measurement<double>> Of(IReadOnlyList<ITrainer> trainers, Func<DeviceLoad, double> read) =>
        trainers.Select(trainer => new Measurement<double>(read(trainer.Load), new KeyValuePair<string, object?>("device", trainer.Report.Id)));
}
