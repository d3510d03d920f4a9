using SweepCluster.Domain.Outcomes;
using static SweepCluster.Training.Tests.PolyharmonicCascades.CascadeTrials;

namespace SweepCluster.Training.Tests.PolyharmonicCascades;

/// <summary>What the papers and a float64 prototype saw on small problems, edges of stability included.</summary>
public class KnownBehaviourTests
{
    [Fact]
    public void A_smooth_function_of_two_variables_is_learnt()
    {
        var trace = Train(SineTimesCosine(), Parameters(), epochs: 8);

        Assert.Null(trace.Divergence);
        Assert.Equal(ScoreKind.Determination, trace.ScoreKind);
        Assert.Equal(8, trace.Epochs.Length);
        Assert.Equal(80, trace.Steps);
        Assert.True(trace.TestScoreAtLast > 0.999, $"R² is {trace.TestScoreAtLast}");
        Assert.InRange(Math.Sqrt(trace.Epochs[^1].ValidationLoss), 0, 0.04);
    }

    [Fact]
    public void Two_spirals_are_told_apart()
    {
        var trace = Train(TwoSpirals(), Parameters(("hidden", new[] { 20, 20, 20 })), epochs: 5);

        Assert.Equal(ScoreKind.Accuracy, trace.ScoreKind);
        Assert.True(trace.TestScoreAtLast >= 0.98, $"accuracy is {trace.TestScoreAtLast}");
        Assert.Equal(0.5, trace.ChanceScore);
        Assert.True(trace.Epochs[0].TrainLoss > trace.Epochs[^1].TrainLoss);
    }

    [Fact]
    public void Random_points_learn_the_smooth_function_too()
    {
        var parameters = Parameters(("constellation", "random"), ("constellationSize", 40), ("precision", "float32"));

        var trace = Train(SineTimesCosine(), parameters, epochs: 4);

        Assert.True(trace.TestScoreAtLast > 0.99, $"R² is {trace.TestScoreAtLast}");
    }

    [Theory]
    [InlineData(30)]
    [InlineData(37)]
    public void A_kernel_constant_below_the_bound_for_b_ends_training(double c)
    {
        var trace = Train(SineTimesCosine(), Parameters(("c", c)), epochs: 5);

        Assert.NotNull(trace.Divergence);
        Assert.InRange(trace.Steps, 1, 12);
    }

    [Fact]
    public void Crowded_points_are_singular_at_once_and_a_little_on_the_diagonal_cures_it()
    {
        // One hidden unit: 400 points on a line of length 2.
        var crowded = new (string, object)[] { ("hidden", new[] { 1 }), ("constellation", "random"), ("constellationSize", 400) };

        var singular = Train(SineTimesCosine(200), Parameters(crowded), epochs: 1);
        var cured = Train(SineTimesCosine(200), Parameters([.. crowded, ("sigma2", 1e-3)]), epochs: 1);

        Assert.Equal(new Divergence(0, DivergenceSignal.Factorisation), singular.Divergence);
        Assert.Null(cured.Divergence);
    }

    [Fact]
    public void Float32_cannot_factorise_with_a_tiny_alpha_where_float64_can()
    {
        var tiny = new (string, object)[] { ("alpha", 1e-6), ("batch", 200) };

        var narrow = Train(SineTimesCosine(), Parameters([.. tiny, ("precision", "float32")]), epochs: 1);
        var wide = Train(SineTimesCosine(), Parameters(tiny), epochs: 1);

        Assert.Equal(new Divergence(0, DivergenceSignal.Factorisation), narrow.Divergence);
        Assert.Null(wide.Divergence);
    }

    [Fact]
    public void A_huge_alpha_keeps_training_at_chance()
    {
        var trace = Train(SineTimesCosine(), Parameters(("alpha", 1e3)), epochs: 3);

        Assert.InRange(trace.TestScoreAtLast!.Value, -0.1, 0.3);
    }

    [Fact]
    public void Alpha_means_the_same_under_every_rule_that_gives_the_same_number()
    {
        var absolute = Train(SineTimesCosine(300), Parameters(("alpha", 0.5)), epochs: 1);
        var perRow = Train(SineTimesCosine(300), Parameters(("alpha", 0.005), ("alphaRule", "per-row")), epochs: 1);
        var relative = Train(SineTimesCosine(300), Parameters(("alpha", 0.005), ("alphaRule", "trace-relative")), epochs: 1);

        Assert.Equal(absolute, perRow);
        Assert.NotEqual(absolute, relative);
        Assert.Null(relative.Divergence);
    }
}
