using SweepCluster.Domain.Families;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Training.Population;
using static SweepCluster.Training.Tests.PolyharmonicCascades.CascadeTrials;

namespace SweepCluster.Training.Tests.PolyharmonicCascades;

/// <summary>A trial's trace depends on nothing but the trial.</summary>
public class SameBitsTests
{
    private const ulong Key = 77;

    public static TheoryData<string, string> Variants => new()
    {
        { "octahedron", "float32" },
        { "octahedron", "float64" },
        { "random", "float64" },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void Neighbours_and_position_change_no_bit(string constellation, string precision)
    {
        var parameters = Trial(constellation, precision);
        var alone = Train(TwoSpirals(300), [new TrainingTask(parameters, Key)], epochs: 2)[0];
        var others = Enumerable.Range(0, 5)
            .Select(i => new TrainingTask(i == 3 ? parameters : parameters.With(Real("alpha", 0.5 + i), Real("c", 300 + i)), i == 3 ? Key : (ulong)i))
            .ToList();

        var together = Train(TwoSpirals(300), others, epochs: 2);

        Assert.Equal(alone, together[3]);
        Assert.NotEqual(alone, together[2]);
        Assert.Equal(2, alone.Epochs.Length);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Threads_and_spare_capacity_change_no_bit(string constellation, string precision)
    {
        var tasks = new[] { new TrainingTask(Trial(constellation, precision), Key) };

        var one = Train(TwoSpirals(300), tasks, epochs: 2, threads: 1);
        var three = Train(TwoSpirals(300), tasks, epochs: 2, threads: 3, capacity: 4);

        Assert.Single(three);
        Assert.Equal(one[0], three[0]);
    }

    [Fact]
    public void A_neighbour_that_is_singular_at_once_changes_no_bit()
    {
        var parameters = Trial("random", "float64");
        var alone = Train(TwoSpirals(300), [new TrainingTask(parameters, Key)], epochs: 2)[0];
        var failing = Train(TwoSpirals(300), [new TrainingTask(parameters.With(Real("alpha", -1e6)), 3), new TrainingTask(parameters, Key)], epochs: 2);

        Assert.Equal(new Divergence(0, DivergenceSignal.Factorisation), failing[0].Divergence);
        Assert.Equal(1, failing[0].Steps);
        Assert.Empty(failing[0].Epochs);
        Assert.Equal(alone, failing[1]);
    }

    [Fact]
    public void A_population_trains_the_next_trials_in_the_same_arrays()
    {
        var parameters = Trial("octahedron", "float32");
        using var device = new Compute.Cpu.CpuDevice(cores: 1);
        using var resident = new ResidentDatasets(device, TwoSpirals(300));
        using var population = new Training.PolyharmonicCascades.PolyharmonicCascadeProgram().Open(
            device, parameters, resident, new Domain.Sweeps.Budget(2), population: 2, threads: 1);
        var first = population.Train([new TrainingTask(parameters.With(Real("alpha", -1e6)), 1), new TrainingTask(parameters, Key)], null, CancellationToken.None);

        var second = population.Train([new TrainingTask(parameters, Key)], null, CancellationToken.None);

        Assert.NotNull(first[0].Divergence);
        Assert.Equal(first[1], Assert.Single(second));
    }

    private static ParameterSet Trial(string constellation, string precision) => Parameters(
        ("hidden", new[] { 7, 7, 20 }),
        ("constellation", constellation),
        ("constellationSize", 24),
        ("sigma2", constellation == "random" ? 1e-3 : 0.0),
        ("precision", precision),
        ("batch", 80));

    private static KeyValuePair<string, ParameterValue> Real(string name, double value) => new(name, ParameterValue.Real(value));
}
