using static SweepCluster.Training.Tests.PolyharmonicCascades.CascadeTrials;

namespace SweepCluster.Training.Tests.PolyharmonicCascades;

/// <summary>What the papers and a float64 prototype saw on small problems.</summary>
public class KnownBehaviourTests
{
    [Fact]
    public void A_smooth_function_of_two_variables_is_learnt()
    {
        var trace = Train(SineTimesCosine(), Parameters(), epochs: 10);

        Assert.Null(trace.Divergence);
        Assert.Equal(10, trace.Epochs.Length);
        Assert.True(trace.TestScoreAtLast > 0.999, $"R² is {trace.TestScoreAtLast}");
        Assert.InRange(Math.Sqrt(trace.Epochs[^1].ValidationLoss), 0, 0.02);
    }

    [Fact]
    public void Two_spirals_are_told_apart()
    {
        var trace = Train(TwoSpirals(), Parameters(("hidden", new[] { 20, 20, 20 })), epochs: 5);

        Assert.True(trace.TestScoreAtLast >= 0.99, $"accuracy is {trace.TestScoreAtLast}");
        Assert.Equal(0.5, trace.ChanceScore);
    }
}
