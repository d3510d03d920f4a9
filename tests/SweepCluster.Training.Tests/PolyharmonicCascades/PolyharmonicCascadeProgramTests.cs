using SweepCluster.Compute.Cpu;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.PolyharmonicCascades;
using SweepCluster.Training.Population;
using static SweepCluster.Training.Tests.PolyharmonicCascades.CascadeTrials;

namespace SweepCluster.Training.Tests.PolyharmonicCascades;

public class PolyharmonicCascadeProgramTests
{
    private readonly PolyharmonicCascadeProgram _program = new();

    [Fact]
    public void What_can_be_trained_is_not_refused() =>
        Assert.Null(_program.Refuses(Parameters(), TwoSpirals(300)));

    [Fact]
    public void A_batch_larger_than_the_training_split_is_refused() =>
        Assert.Equal(
            "batch is 301, but 'two spirals' has 300 training samples; choose a batch of at most that many.",
            _program.Refuses(Parameters(("batch", 301)), TwoSpirals(300)));

    [Fact]
    public void A_diagonal_for_an_octahedron_is_refused() =>
        Assert.StartsWith("sigma2 is 0.001, but an octahedron", _program.Refuses(Parameters(("sigma2", 1e-3)), TwoSpirals(300)), StringComparison.Ordinal);

    [Fact]
    public void A_matrix_too_large_for_one_array_is_refused() =>
        Assert.StartsWith("A member would need an array of 2500000000 values", _program.Refuses(Parameters(("batch", 50_000)), TwoSpirals(60_000)), StringComparison.Ordinal);

    [Fact]
    public void An_unknown_choice_is_named_with_what_is_allowed()
    {
        var error = Assert.Throws<ArgumentException>(() => PolyharmonicCascadeSettings.From(Parameters(("alphaRule", "relative"))));

        Assert.Equal("alphaRule is 'relative'; allowed are absolute, per-row, trace-relative.", error.Message);
    }

    [Fact]
    public void The_published_cascade_for_MNIST_has_as_many_parameters_as_the_author_says()
    {
        var settings = PolyharmonicCascadeSettings.From(Parameters(("hidden", new[] { 100, 20, 20 }), ("batch", 2000)));

        var shape = CascadeShape.Of(settings, features: 784, outputs: 10);

        Assert.Equal(1_617_810, shape.Parameters);
        Assert.InRange(CascadeCost.Of(shape, sizeof(float)).FlopsPerStep, 6e10, 8e10);
        Assert.InRange(CascadeCost.Of(shape, sizeof(float)).Bytes, 200L << 20, 500L << 20);
    }

    [Fact]
    public void Two_classes_train_one_cascade() =>
        Assert.Equal(1, CascadeShape.Of(PolyharmonicCascadeSettings.From(Parameters()), TwoSpirals(300)).Outputs);

    [Fact]
    public void A_budget_of_steps_ends_within_an_epoch()
    {
        var trace = Run(Parameters(), new Budget(null, Steps: 13), out _);

        Assert.Equal(13, trace.Steps);
        Assert.Equal([1, 2], trace.Epochs.Select(epoch => epoch.Epoch));
    }

    [Fact]
    public void Every_epoch_is_told_as_it_ends()
    {
        var trace = Run(Parameters(), new Budget(3), out var told);

        Assert.Equal(trace.Epochs, told);
        Assert.Equal(300, trace.ValidationSamples);
        Assert.Equal(300, trace.TestSamples);
    }

    [Fact]
    public void Training_stops_between_steps_when_asked()
    {
        using var device = new CpuDevice(cores: 1);
        using var resident = new ResidentDatasets(device, SineTimesCosine());
        using var population = _program.Open(device, Parameters(), resident, new Budget(100), 1, 1);
        using var asked = new CancellationTokenSource();
        var epochs = 0;

        Assert.Throws<OperationCanceledException>(() => population.Train(
            [new TrainingTask(Parameters(), 1)], (_, _) => { epochs++; asked.Cancel(); }, asked.Token));

        Assert.Equal(1, epochs);
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        using var cascade = new TinyCascade(ConstellationKind.Octahedron, features: 3, hidden: [4, 4], outputs: 2, rows: 8);
        cascade.Step.Run(cascade.Input, cascade.Targets, step: 0);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var step = 1; step <= 20; step++)
        {
            cascade.Step.Run(cascade.Input, cascade.Targets, step);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private Trace Run(ParameterSet parameters, Budget budget, out List<EpochRecord> told)
    {
        using var device = new CpuDevice(cores: 1);
        using var resident = new ResidentDatasets(device, SineTimesCosine());
        using var population = _program.Open(device, parameters, resident, budget, 1, 1);
        var records = new List<EpochRecord>();
        told = records;
        return population.Train([new TrainingTask(parameters, 1)], (_, record) => records.Add(record), CancellationToken.None)[0];
    }
}
