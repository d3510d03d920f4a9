namespace SweepCluster.Domain.Surrogates;

/// <summary>
/// How a tree's variance over the unit cube divides among the axes (Hutter, Hoos and Leyton-Brown, "An efficient
/// approach for assessing hyperparameter importance", ICML 2014). Exact: a marginal is a sum over leaves, weighted
/// by their volume in the other axes.
/// </summary>
internal static class FunctionalAnova
{
    /// <summary>The share of the variance that each axis explains alone, [axes]; null for a constant tree.</summary>
    public static double[]? MainEffects(RegressionTree tree)
    {
        var leaves = tree.Leaves;
        var axes = leaves[0].Lower.Length;
        var mean = leaves.Sum(leaf => leaf.Value * Volume(leaf, -1, -1));
        var variance = leaves.Sum(leaf => (leaf.Value - mean) * (leaf.Value - mean) * Volume(leaf, -1, -1));
        return variance <= 1e-15
            ? null
            : [.. Enumerable.Range(0, axes).Select(axis => MarginalVariance(leaves, axis, mean) / variance)];
    }

    /// <summary>The share that two axes explain together beyond what each explains alone.</summary>
    /// <param name="main">From <see cref="MainEffects"/> of the same tree.</param>
    public static double Interaction(RegressionTree tree, double[] main, int first, int second)
    {
        var leaves = tree.Leaves;
        var mean = leaves.Sum(leaf => leaf.Value * Volume(leaf, -1, -1));
        var variance = leaves.Sum(leaf => (leaf.Value - mean) * (leaf.Value - mean) * Volume(leaf, -1, -1));
        var joint = 0.0;
        foreach (var (x0, x1) in Pieces(leaves, first))
        {
            Leaf[] column = [.. leaves.Where(leaf => leaf.Lower[first] <= x0 && leaf.Upper[first] >= x1)];
            foreach (var (y0, y1) in Pieces(column, second))
            {
                var marginal = column.Where(leaf => leaf.Lower[second] <= y0 && leaf.Upper[second] >= y1)
                    .Sum(leaf => leaf.Value * Volume(leaf, first, second));
                joint += (marginal - mean) * (marginal - mean) * (x1 - x0) * (y1 - y0);
            }
        }

        return Math.Max(0, (joint / variance) - main[first] - main[second]);
    }

    private static double MarginalVariance(IReadOnlyList<Leaf> leaves, int axis, double mean) =>
        Pieces(leaves, axis).Sum(piece =>
        {
            var marginal = leaves.Where(leaf => leaf.Lower[axis] <= piece.From && leaf.Upper[axis] >= piece.To)
                .Sum(leaf => leaf.Value * Volume(leaf, axis, -1));
            return (marginal - mean) * (marginal - mean) * (piece.To - piece.From);
        });

    private static IEnumerable<(double From, double To)> Pieces(IReadOnlyList<Leaf> leaves, int axis)
    {
        double[] cuts = [.. leaves.SelectMany(leaf => new[] { leaf.Lower[axis], leaf.Upper[axis] }).Distinct().Order()];
        return cuts.Zip(cuts.Skip(1));
    }

    private static double Volume(Leaf leaf, int exceptFirst, int exceptSecond)
    {
        var volume = 1.0;
        for (var axis = 0; axis < leaf.Lower.Length; axis++)
        {
            volume *= axis == exceptFirst || axis == exceptSecond ? 1 : leaf.Width(axis);
        }

        return volume;
    }
}
