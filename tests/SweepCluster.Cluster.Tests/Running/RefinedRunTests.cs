using SweepCluster.Cluster.Running;
using SweepCluster.Compute.Cpu;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Sqlite;
using SweepCluster.Storage.Sweeps;
using SweepCluster.Training.Datasets;
using SweepCluster.Training.Population;
using SweepCluster.Training.Tests.Population;

namespace SweepCluster.Cluster.Tests.Running;

/// <summary>A plan that asks for more as results come in.</summary>
public sealed class RefinedRunTests : IDisposable
{
    private static readonly Sweep Sweep = SweepFileReader.Read(
        """
        name: refined
        family: polynomial-network
        dataset: {name: spirals}
        axes:
          - parameter: B
            linear: {from: 1, to: 33, count: 33}
          - parameter: alpha
            linear: {from: 0.25, to: 1.25, count: 33}
        strategy: {kind: refine, coarse: 4}
        replicates: {kind: fixed, count: 1}
        budget: {epochs: 1}
        """,
        "refined.yaml",
        []).Sweep!;

    private readonly CpuDevice _device = new(1);
    private readonly ResidentDatasets _datasets;
    private readonly SqliteSweepStore _store;
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-refined-").FullName;

    public RefinedRunTests()
    {
        var split = new DataSplit { Count = 1, Features = [0], Labels = [0] };
        _datasets = new ResidentDatasets(_device, new Dataset { Name = "none", Features = 1, Classes = 2, Train = split, Validation = split, Test = split });
        _store = SqliteSweepStore.Open(Path.Combine(_folder, "sweep.db"));
    }

    public void Dispose()
    {
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _datasets.Dispose();
        _device.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Every_trial_that_results_ask_for_is_planned_before_it_is_stored_and_a_replay_asks_for_the_same()
    {
        var id = await CreateAsync("whole");
        var observer = new Observer();
        Assert.Equal(RunEnd.Complete, await RunAsync(id, observer, int.MaxValue));
        var stored = await StoredAsync(id);
        var outlook = PlanOutlook.Of(Sweep);
        Assert.False(outlook.IsWhole);
        Assert.Equal(33 * 33, outlook.MostCells);
        Assert.InRange(stored.Count, outlook.First.Count + 1, outlook.MostCells + 1);
        Assert.Equal(stored.Keys.ToHashSet(), observer.Planned);

        var replay = PlanReplay.Of(Sweep, stored);
        Assert.True(replay.IsComplete);
        Assert.Equal(stored.Keys.ToHashSet(), replay.Trials.Select(trial => trial.Id).ToHashSet());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    public async Task A_run_that_broke_off_goes_on_to_the_trials_of_an_undisturbed_one(int trainedFirst)
    {
        var whole = await CreateAsync("whole");
        await RunAsync(whole, new Observer(), int.MaxValue);
        var broken = await CreateAsync("broken");
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(broken, new Observer(), trainedFirst));
        Assert.False(PlanReplay.Of(Sweep, await StoredAsync(broken)).IsComplete);

        Assert.Equal(RunEnd.Complete, await RunAsync(broken, new Observer(), int.MaxValue));
        var (expected, actual) = (await StoredAsync(whole), await StoredAsync(broken));
        Assert.Equal(expected.Keys.ToHashSet(), actual.Keys.ToHashSet());
        Assert.All(expected, pair => Assert.Equal(pair.Value.Trace, actual[pair.Key].Trace));
    }

    private static Trace Cliff(TrainingTask task) => ScriptedProgram.TraceOf(task.RandomKey) with
    {
        Divergence = task.Parameters.Real("B") < 4 + (16 * task.Parameters.Real("alpha")) ? new Divergence(3, DivergenceSignal.Loss) : null,
    };

    private async Task<SweepId> CreateAsync(string name)
    {
        var id = new SweepId(name);
        await _store.Sweeps.CreateAsync(new StoredSweep(id, name, "", DateTimeOffset.UnixEpoch), CancellationToken.None);
        return id;
    }

    private Task<RunEnd> RunAsync(SweepId id, Observer observer, int most)
    {
        var trained = 0;
        var program = new ScriptedProgram
        {
            Script = Cliff,
            WhileTraining = (_, _) =>
            {
                if (Interlocked.Increment(ref trained) > most)
                {
                    throw new InvalidOperationException("the device is lost");
                }
            },
        };
        var trainer = new DeviceTrainer(_device, program, _datasets, Sweep.Budget);
        return new SweepRunner(_store, trainer, TimeProvider.System).RunAsync(id, Sweep, observer, CancellationToken.None);
    }

    private async Task<Dictionary<TrialId, TrialResult>> StoredAsync(SweepId id) =>
        await _store.Results.ReadAsync(id, CancellationToken.None).ToDictionaryAsync(result => result.Trial);

    private sealed class Observer : IRunObserver
    {
        public HashSet<TrialId> Planned { get; } = [];

        void IRunObserver.Planned(IReadOnlyList<Trial> trials) => Assert.All(trials, trial => Assert.True(Planned.Add(trial.Id)));

        public void Restored(Trial trial, TrialResult result) => Assert.Contains(trial.Id, Planned);

        public void Committed(Trial trial, TrialResult result) => Assert.Contains(trial.Id, Planned);

        public void EpochFinished(TrialId trial, EpochRecord epoch) => Assert.Fail("The script has no epochs.");
    }
}
