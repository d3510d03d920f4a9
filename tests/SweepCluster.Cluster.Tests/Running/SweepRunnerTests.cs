using SweepCluster.Cluster.Running;
using SweepCluster.Compute.Cpu;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Sqlite;
using SweepCluster.Storage.Sweeps;
using SweepCluster.Training.Datasets;
using SweepCluster.Training.Population;
using SweepCluster.Training.Tests.Population;

namespace SweepCluster.Cluster.Tests.Running;

public sealed class SweepRunnerTests : IDisposable
{
    private static readonly SweepId Id = new("test-1");
    private static readonly Sweep Sweep = SweepFileReader.Read(
        """
        name: test
        family: polynomial-network
        dataset: {name: spirals}
        axes:
          - parameter: B
            linear: {from: 1, to: 30, count: 30}
        replicates: {kind: fixed, count: 2}
        budget: {epochs: 1}
        """,
        "test.yaml",
        []).Sweep!;

    private readonly CpuDevice _device = new(cores: 2);
    private readonly ResidentDatasets _datasets;
    private readonly SqliteSweepStore _store;
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-runner-").FullName;
    private readonly Observer _observer = new();

    public SweepRunnerTests()
    {
        var split = new DataSplit { Count = 1, Features = [0], Labels = [0] };
        _datasets = new ResidentDatasets(_device, new Dataset { Name = "none", Features = 1, Classes = 2, Train = split, Validation = split, Test = split });
        _store = SqliteSweepStore.Open(Path.Combine(_folder, "sweep.db"));
        _store.Sweeps.CreateAsync(new StoredSweep(Id, "test", "", DateTimeOffset.UnixEpoch), CancellationToken.None).GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _datasets.Dispose();
        _device.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_complete_run_stores_every_trial_and_its_references_once()
    {
        Assert.Equal(RunEnd.Complete, await RunAsync(new ScriptedProgram()));
        var stored = await StoredAsync();
        Assert.Equal(62, stored.Count);
        Assert.Equal(62, _observer.Committed.Count);
        Assert.Equal(2, stored.Count(result => result.Trial.Cell.Text.StartsWith("reference|", StringComparison.Ordinal)));
        Assert.All(stored, result => Assert.Equal(ScriptedProgram.TraceOf(result.Trial.RandomKey(Sweep.Seed)), result.Trace));
    }

    [Fact]
    public async Task A_second_run_trains_only_what_is_missing()
    {
        await RunAsync(new ScriptedProgram());
        var all = await StoredAsync();
        var other = new SweepId("test-2");
        await _store.Sweeps.CreateAsync(new StoredSweep(other, "test", "", DateTimeOffset.UnixEpoch), CancellationToken.None);
        await _store.Results.AddAsync(other, [.. all.Take(40)], CancellationToken.None);

        var trained = 0;
        var observer = new Observer();
        await Runner(new ScriptedProgram { WhileTraining = (_, _) => Interlocked.Increment(ref trained) }).RunAsync(other, Sweep, observer, CancellationToken.None);
        Assert.Equal(22, trained);
        Assert.Equal(40, observer.Restored.Count);
        Assert.Equal(22, observer.Committed.Count);
        Assert.Equal(
            all.Select(result => (result.Trial, result.Trace)).ToHashSet(),
            (await _store.Results.ReadAsync(other, CancellationToken.None).ToListAsync()).Select(result => (result.Trial, result.Trace)).ToHashSet());
    }

    [Fact]
    public async Task A_cancelled_run_ends_without_an_error_and_has_stored_what_it_announced()
    {
        using var cancel = new CancellationTokenSource();
        var trained = 0;
        var program = new ScriptedProgram
        {
            WhileTraining = (_, _) =>
            {
                if (Interlocked.Increment(ref trained) == 35)
                {
                    cancel.Cancel();
                }
            },
        };
        Assert.Equal(RunEnd.Cancelled, await Runner(program).RunAsync(Id, Sweep, _observer, cancel.Token));
        var stored = await StoredAsync();
        Assert.Equal(stored.Count, _observer.Committed.Count);
        Assert.InRange(stored.Count, 1, 61);
    }

    [Fact]
    public async Task A_run_out_of_time_starts_no_further_trial()
    {
        var clock = new StepClock(TimeSpan.FromSeconds(1));
        var limited = Sweep with { Budget = Sweep.Budget with { WallClock = TimeSpan.FromSeconds(3) } };
        var end = await new SweepRunner(_store, new DeviceTrainer(_device, new ScriptedProgram(), _datasets, Sweep.Budget), clock)
            .RunAsync(Id, limited, _observer, CancellationToken.None);
        Assert.Equal(RunEnd.OutOfTime, end);
        Assert.InRange((await StoredAsync()).Count, 0, 61);
    }

    [Fact]
    public async Task A_failing_device_fails_the_run_but_keeps_what_was_finished()
    {
        var trained = 0;
        var program = new ScriptedProgram
        {
            WhileTraining = (_, _) =>
            {
                if (Interlocked.Increment(ref trained) > 50)
                {
                    throw new InvalidOperationException("the device is lost");
                }
            },
        };
        Assert.Equal("the device is lost", (await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(program))).Message);
        Assert.Equal(_observer.Committed.Count, (await StoredAsync()).Count);
    }

    private Task<RunEnd> RunAsync(ScriptedProgram program) => Runner(program).RunAsync(Id, Sweep, _observer, CancellationToken.None);

    private SweepRunner Runner(ScriptedProgram program) =>
        new(_store, new DeviceTrainer(_device, program, _datasets, Sweep.Budget), TimeProvider.System);

    private async Task<IReadOnlyList<TrialResult>> StoredAsync() => await _store.Results.ReadAsync(Id, CancellationToken.None).ToListAsync();

    private sealed class Observer : IRunObserver
    {
        public List<TrialId> Restored { get; } = [];

        public List<TrialId> Committed { get; } = [];

        public List<TrialId> Planned { get; } = [];

        void IRunObserver.Planned(IReadOnlyList<Trial> trials) => Planned.AddRange(trials.Select(trial => trial.Id));

        void IRunObserver.Restored(Trial trial, TrialResult result) => Restored.Add(trial.Id);

        void IRunObserver.Committed(Trial trial, TrialResult result) => Committed.Add(trial.Id);

        public void EpochFinished(TrialId trial, EpochRecord epoch) => Assert.Fail("The script has no epochs.");
    }

    /// <summary>A clock that moves on by a fixed step each time it is read.</summary>
    private sealed class StepClock(TimeSpan step) : TimeProvider
    {
        private long _reads;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + (step * Interlocked.Increment(ref _reads));
    }
}
