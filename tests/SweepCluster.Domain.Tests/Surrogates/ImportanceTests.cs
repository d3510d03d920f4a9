using SweepCluster.Domain.Randomness;
using SweepCluster.Domain.Surrogates;

namespace SweepCluster.Domain.Tests.Surrogates;

public sealed class ImportanceTests
{
    private static readonly string[] Axes = ["a", "b", "c"];

    [Fact]
    public void An_additive_function_divides_by_the_variances_of_its_terms()
    {
        // Var(2a + b) = (4 + 1)/12: shares 0.8 and 0.2, and none for c.
        var importance = Fit(p => (2 * p[0]) + p[1]);

        Assert.True(importance.IsSufficient);
        Assert.InRange(Share(importance, "a"), 0.7, 0.9);
        Assert.InRange(Share(importance, "b"), 0.1, 0.3);
        Assert.InRange(Share(importance, "c"), 0, 0.02);
    }

    [Fact]
    public void A_pure_interaction_belongs_to_the_pair()
    {
        var importance = Fit(p => p[0] > 0.5 == p[1] > 0.4 ? 1 : 0);

        Assert.True(Share(importance, "a", "b") > 0.5, $"{Share(importance, "a", "b")}");
        Assert.True(Share(importance, "c") < 0.1);
    }

    [Fact]
    public void Noise_is_insufficient_evidence()
    {
        var random = new RandomStream(9, RandomPurpose.Dataset);
        Assert.False(Fit(_ => random.NextNormal()).IsSufficient);
    }

    [Fact]
    public void A_constant_has_no_effects() => Assert.Empty(Fit(_ => 1).Effects);

    private static double Share(Importance importance, string first, string? second = null) =>
        importance.Effects.Single(effect => effect.First == first && effect.Second == second).Share.Mean;

    private static Importance Fit(Func<double[], double> function)
    {
        var random = new RandomStream(4, RandomPurpose.Dataset);
        var points = new double[400][];
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = [random.NextDouble(), random.NextDouble(), random.NextDouble()];
        }

        return Importance.Of(Axes, points, [.. points.Select(function)], key: 1);
    }
}
