using System.Collections.Concurrent;
using SweepCluster.Compute.Cpu;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets;
using SweepCluster.Training.Population;

namespace SweepCluster.Training.Tests.Population;

public sealed class DeviceTrainerTests : IDisposable
{
    private const ulong Seed = 5;

    private readonly CpuDevice _device = new(cores: 2);
    private readonly ResidentDatasets _datasets;

    public DeviceTrainerTests()
    {
        var split = new DataSplit { Count = 1, Features = [0], Labels = [0] };
        _datasets = new ResidentDatasets(_device, new Dataset { Name = "none", Features = 1, Classes = 2, Train = split, Validation = split, Test = split });
    }

    public void Dispose()
    {
        _datasets.Dispose();
        _device.Dispose();
    }

    [Fact]
    public void Every_trial_is_trained_once_with_its_own_random_key()
    {
        var program = new ScriptedProgram();
        var trials = Trials(100, width: i => 1 + (i % 3));
        var sink = Train(program, trials);
        Assert.Equal(100, sink.Results.Count);
        Assert.All(trials, trial => Assert.Equal(ScriptedProgram.TraceOf(trial.Id.RandomKey(Seed)), sink.Results[trial.Id].Trace));
        Assert.Equal(0, program.StillOpen);
    }

    [Fact]
    public void A_population_holds_one_shape_only()
    {
        var program = new ScriptedProgram();
        Train(program, Trials(50, width: i => 1 + (i % 2)));
        Assert.Equal(["[1]", "[2]"], program.Opened.Select(opened => opened.Shape).Distinct().Order());
    }

    [Fact]
    public void A_big_member_gets_all_cores_for_itself()
    {
        var program = new ScriptedProgram();
        Train(program, Trials(4, width: _ => 2_000_000_000));
        Assert.Equal([(1, 2, "[2000000000]")], program.Opened);
    }

    [Fact]
    public void A_population_that_does_not_fit_is_halved_until_it_does()
    {
        var program = new ScriptedProgram { LargestThatFits = 3 };
        Assert.Equal(100, Train(program, Trials(100, width: _ => 1)).Results.Count);
        Assert.All(program.Opened, opened => Assert.InRange(opened.Members, 1, 3));
    }

    [Fact]
    public void A_member_that_does_not_fit_alone_is_an_error_that_names_its_shape()
    {
        var program = new ScriptedProgram { LargestThatFits = 0 };
        var error = Assert.Throws<InsufficientMemoryException>(() => Train(program, Trials(3, width: _ => 7)));
        Assert.Contains("hidden=[7]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_queue_s_failure_stops_the_others_and_reaches_the_caller()
    {
        using var otherIsTraining = new ManualResetEventSlim();
        var first = 0;
        var program = new ScriptedProgram
        {
            WhileTraining = (_, cancellation) =>
            {
                if (Interlocked.Exchange(ref first, 1) == 0)
                {
                    otherIsTraining.Wait(CancellationToken.None);
                    throw new InvalidOperationException("the device is lost");
                }

                otherIsTraining.Set();
                cancellation.WaitHandle.WaitOne();
                cancellation.ThrowIfCancellationRequested();
            },
        };
        Assert.Equal("the device is lost", Assert.Throws<InvalidOperationException>(() => Train(program, Trials(100, width: _ => 1))).Message);
        Assert.Equal(0, program.StillOpen);
    }

    [Fact]
    public void A_cancelled_training_ends_with_an_exception_and_keeps_what_was_finished()
    {
        using var cancel = new CancellationTokenSource();
        using var isCancelled = new ManualResetEventSlim();
        var trained = 0;
        var program = new ScriptedProgram
        {
            WhileTraining = (_, _) =>
            {
                // The other queue must not run ahead while this one is about to cancel.
                var count = Interlocked.Increment(ref trained);
                if (count == 70)
                {
                    cancel.Cancel();
                    isCancelled.Set();
                }
                else if (count > 70)
                {
                    isCancelled.Wait(CancellationToken.None);
                }
            },
        };
        var sink = new Sink();
        Assert.Throws<OperationCanceledException>(() => new DeviceTrainer(_device, program, _datasets, new Budget(1)).Train(Trials(2000, width: _ => 1), Seed, sink, null, cancel.Token));
        Assert.InRange(sink.Results.Count, 1, 140);
    }

    [Fact]
    public void Nothing_starts_once_the_time_is_up()
    {
        var sink = new Sink();
        new DeviceTrainer(_device, new ScriptedProgram(), _datasets, new Budget(1)).Train(Trials(2000, width: _ => 1), Seed, sink, () => sink.Results.Count < 100, CancellationToken.None);
        Assert.InRange(sink.Results.Count, 100, 200);
    }

    private Sink Train(ScriptedProgram program, IReadOnlyList<Trial> trials)
    {
        var sink = new Sink();
        new DeviceTrainer(_device, program, _datasets, new Budget(1)).Train(trials, Seed, sink, null, CancellationToken.None);
        return sink;
    }

    private static Trial[] Trials(int count, Func<int, int> width) =>
    [
        .. Enumerable.Range(0, count).Select(i => new Trial(
            new Cell(
                new CellId($"cell={i}"),
                [],
                FamilyCatalogue.Of(Family.PolynomialNetwork).Defaults.With(new KeyValuePair<string, ParameterValue>("hidden", ParameterValue.IntegerList([width(i)])))),
            Replicate: 0)),
    ];

    private sealed class Sink : ITrialSink
    {
        public ConcurrentDictionary<TrialId, TrialResult> Results { get; } = [];

        public void Finished(TrialResult result) => Assert.True(Results.TryAdd(result.Trial, result));

        public void EpochFinished(TrialId trial, EpochRecord epoch) => Assert.Fail("The script has no epochs.");
    }
}
