using SweepCluster.Compute.Cpu;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets;
using SweepCluster.Training.PolynomialNetworks;
using SweepCluster.Training.Population;

namespace SweepCluster.Training.Tests.PolynomialNetworks;

public sealed class TrainingTests
{
    private static readonly ParameterValue HopelessRange = ParameterValue.Real(0.02);

    [Fact]
    public void A_network_learns_separate_clouds()
    {
        var trace = Assert.Single(Train(new Budget(10), 1, 1, new TrainingTask(Settings.With(), 1)));

        Assert.Null(trace.Divergence);
        Assert.Equal(10, trace.Epochs.Length);
        Assert.Equal(80, trace.Steps);
        Assert.True(trace.TestScoreAtLast > 0.95, $"{trace.TestScoreAtLast}");
        Assert.InRange(trace.Epochs[^1].TrainRange, 0.1, 3);
    }

    [Theory]
    [InlineData("bn-activation", "adamw")]
    [InlineData("activation-bn", "sgd")]
    public void A_trace_depends_on_neither_population_position_threads_nor_neighbours(string order, string optimizer)
    {
        var shape = Settings.With(("order", ParameterValue.Choice(order)), ("optimizer", ParameterValue.Choice(optimizer)), ("dropout", ParameterValue.Real(0.1)));
        var task = new TrainingTask(shape, 42);
        var neighbour = new TrainingTask(With(shape, ("degree", ParameterValue.Integer(9)), ("B", ParameterValue.Real(11))), 7);
        var hopeless = new TrainingTask(With(shape, ("degree", ParameterValue.Integer(22)), ("B", HopelessRange)), 8);

        var alone = Train(new Budget(3), 1, 1, task)[0];
        var crowd = Train(new Budget(3), 7, 1, neighbour, hopeless, neighbour, task, hopeless, neighbour, task);
        var threaded = Train(new Budget(3), 2, 3, hopeless, task);

        Assert.Equal(0, crowd[1].Divergence?.Step);
        Assert.Equal(alone, crowd[3]);
        Assert.Equal(alone, crowd[6]);
        Assert.Equal(alone, threaded[1]);
    }

    [Fact]
    public void A_trial_that_diverges_at_once_says_where_and_has_no_epochs()
    {
        var trace = Train(new Budget(3), 4, 1, new TrainingTask(Settings.With(("degree", ParameterValue.Integer(22)), ("B", HopelessRange)), 3))[0];

        Assert.Equal(0, trace.Divergence?.Step);
        Assert.Equal(1, trace.Steps);
        Assert.Empty(trace.Epochs);
    }

    // (2·(4/0.25)²)¹¹ overflows the variance of the next layer in single precision, and 1/√∞ would hide it.
    [Fact]
    public void A_variance_that_overflows_is_a_divergence()
    {
        var trace = Train(new Budget(3), 1, 1, new TrainingTask(Settings.With(("degree", ParameterValue.Integer(22)), ("B", ParameterValue.Real(0.5)), ("lambda", ParameterValue.Real(0))), 3))[0];

        Assert.Equal(new Divergence(0, DivergenceSignal.Loss), trace.Divergence);
    }

    [Fact]
    public void A_budget_of_steps_ends_with_a_record_of_the_unfinished_pass()
    {
        var trace = Train(new Budget(null, Steps: 20), 1, 1, new TrainingTask(Settings.With(), 1))[0];

        Assert.Equal([1, 2, 3], trace.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(20, trace.Steps);
    }

    [Fact]
    public void Arrays_can_be_used_for_one_set_of_trials_after_another()
    {
        using var device = new CpuDevice(cores: 1);
        using var datasets = new ResidentDatasets(device, Settings.Clouds());
        using var population = new PolynomialNetworkProgram().Open(device, Settings.With(), datasets, new Budget(2), 2, 1);
        var task = new TrainingTask(Settings.With(), 5);

        var first = population.Train([task], null, default);
        population.Train([new TrainingTask(Settings.With(("B", HopelessRange), ("degree", ParameterValue.Integer(22))), 6), task], null, default);

        Assert.Equal(first, population.Train([task], null, default));
    }

    [Fact]
    public void Training_stops_between_steps_when_asked()
    {
        using var source = new CancellationTokenSource();
        using var device = new CpuDevice(cores: 1);
        using var datasets = new ResidentDatasets(device, Settings.Clouds());
        using var population = new PolynomialNetworkProgram().Open(device, Settings.With(), datasets, new Budget(5), 1, 1);

        Assert.Throws<OperationCanceledException>(() => population.Train([new TrainingTask(Settings.With(), 1)], (_, _) => source.Cancel(), source.Token));
    }

    [Fact]
    public void A_regression_and_a_batch_beyond_the_data_are_refused()
    {
        var program = new PolynomialNetworkProgram();
        var clouds = Settings.Clouds();

        Assert.Null(program.Refuses(Settings.With(), clouds));
        Assert.Contains("regression", program.Refuses(Settings.With(), clouds with { Classes = 0 }), StringComparison.Ordinal);
        Assert.Contains("257", program.Refuses(Settings.With(("batch", ParameterValue.Integer(257))), clouds), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plateau_lowers_the_rate_after_more_than_patience_epochs()
    {
        var schedule = new LearningRateSchedule(PolynomialNetworkSettings.From(Settings.With(("plateauPatience", ParameterValue.Integer(1)), ("learningRate", ParameterValue.Real(1)))), epochs: 10);
        var rates = new List<double>();
        foreach (var loss in new[] { 1.0, 0.95, 0.92, 0.5, 0.49, 0.48 })
        {
            schedule.Advance(loss);
            rates.Add(schedule.Rate);
        }

        Assert.Equal([1, 1, 0.1, 0.1, 0.1, 0.01], rates.Select(rate => Math.Round(rate, 10)));
    }

    private static ParameterSet With(ParameterSet set, params (string Name, ParameterValue Value)[] replaced) =>
        set.With(replaced.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));

    private static IReadOnlyList<Trace> Train(Budget budget, int capacity, int threads, params TrainingTask[] tasks)
    {
        using var device = new CpuDevice(cores: 3);
        using var datasets = new ResidentDatasets(device, Settings.Clouds());
        using var population = new PolynomialNetworkProgram().Open(device, tasks[0].Parameters, datasets, budget, capacity, threads);
        return population.Train(tasks, null, default);
    }
}
