using System.Collections.Immutable;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Randomness;
using SweepCluster.Domain.Statistics;

namespace SweepCluster.Domain.Surrogates;

/// <summary>The share of the forest's variance, in [0, 1], that one axis or a pair explains, over the trees.</summary>
/// <param name="Second">Null for the effect of one axis alone.</param>
public sealed record Effect(string First, string? Second, Sample Share);

/// <summary>
/// Which axes matter: functional ANOVA over a random forest (Breiman 2001). Shares are of the forest's variance, so
/// they mean nothing where the forest predicts badly: look at <see cref="IsSufficient"/> first.
/// </summary>
/// <param name="Cells">How many cells the forest was fitted to.</param>
/// <param name="OutOfBagR2">1 − squared error / variance, each cell predicted by trees that never saw it; not a number if undefined.</param>
/// <param name="Effects">Axes in the sweep's order, then pairs; empty when there was nothing to fit.</param>
public sealed record Importance(int Cells, double OutOfBagR2, ImmutableArray<Effect> Effects)
{
    private const int Trees = 32;
    private const int FewestCells = 12;
    private const double LeastR2 = 0.1;

    /// <summary>False: insufficient evidence, the forest explains (nearly) nothing.</summary>
    public bool IsSufficient => OutOfBagR2 >= LeastR2;

    /// <summary>Of the fraction of stable trials, over all cells that have one finished.</summary>
    public static Importance OfStability(StabilityMap map) => Of(map, cell => cell.Stable.Estimate);

    /// <summary>Of the mean test score of the stable trials, over the cells that have one.</summary>
    public static Importance OfScore(StabilityMap map) => Of(map, cell => cell.StableScore.Mean);

    /// <summary>Of any function known at points of the unit cube.</summary>
    /// <param name="axes">The axes' names.</param>
    /// <param name="points">[points][axes], in [0, 1].</param>
    /// <param name="values">One finite number a point.</param>
    /// <param name="key">Keys the forest's random numbers.</param>
    public static Importance Of(IReadOnlyList<string> axes, double[][] points, double[] values, ulong key)
    {
        if (points.Length < FewestCells || axes.Count == 0 || values.All(value => value == values[0]))
        {
            return new Importance(points.Length, double.NaN, []);
        }

        var sums = new double[points.Length];
        var counts = new int[points.Length];
        var trees = new List<RegressionTree>();
        for (uint number = 0; number < Trees; number++)
        {
            var random = new RandomStream(key, RandomPurpose.Resampling, number);
            var drawn = new int[points.Length];
            for (var i = 0; i < drawn.Length; i++)
            {
                drawn[i] = random.NextIndex(points.Length);
            }

            var tree = RegressionTree.Fit(points, values, drawn, ref random);
            trees.Add(tree);
            foreach (var i in Enumerable.Range(0, points.Length).Except(drawn))
            {
                sums[i] += tree.Predict(points[i]);
                counts[i]++;
            }
        }

        return new Importance(points.Length, R2(values, sums, counts), Divide(axes, trees));
    }

    private static Importance Of(StabilityMap map, Func<MapCell, double> value)
    {
        var known = map.Cells.Where(cell => double.IsFinite(value(cell))).ToArray();
        var axes = map.Sweep.Axes;
        return Of(
            [.. axes.Select(axis => axis.Parameter)],
            [.. known.Select(cell => axes.Select((axis, i) => AxisPosition.Of(axis, cell.Cell.Coordinates[i])).ToArray())],
            [.. known.Select(value)],
            StableHash.Combine(map.Sweep.Seed, StableHash.Of("importance")));
    }

    private static double R2(double[] values, double[] sums, int[] counts)
    {
        int[] predicted = [.. Enumerable.Range(0, values.Length).Where(i => counts[i] > 0)];
        var mean = predicted.Average(i => values[i]);
        var error = predicted.Sum(i => Math.Pow(values[i] - (sums[i] / counts[i]), 2));
        return 1 - (error / predicted.Sum(i => Math.Pow(values[i] - mean, 2)));
    }

    private static ImmutableArray<Effect> Divide(IReadOnlyList<string> axes, List<RegressionTree> trees)
    {
        var fitted = trees.Select(tree => (Tree: tree, Main: FunctionalAnova.MainEffects(tree)))
            .Where(pair => pair.Main is not null).Select(pair => (pair.Tree, Main: pair.Main!)).ToArray();
        var effects = ImmutableArray.CreateBuilder<Effect>();
        for (var i = 0; i < axes.Count; i++)
        {
            var axis = i;
            effects.Add(new Effect(axes[i], null, Sample.Of(fitted.Select(pair => pair.Main[axis]))));
        }

        for (var i = 0; i < axes.Count; i++)
        {
            for (var j = i + 1; j < axes.Count; j++)
            {
                var (first, second) = (i, j);
                effects.Add(new Effect(axes[i], axes[j], Sample.Of(fitted.Select(pair => FunctionalAnova.Interaction(pair.Tree, pair.Main, first, second)))));
            }
        }

        return effects.ToImmutable();
    }
}
