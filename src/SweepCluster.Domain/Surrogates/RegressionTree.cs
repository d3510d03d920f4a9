using SweepCluster.Domain.Randomness;

namespace SweepCluster.Domain.Surrogates;

/// <summary>A box of the unit cube on which a tree predicts one value.</summary>
internal sealed record Leaf(double[] Lower, double[] Upper, double Value)
{
    public double Width(int axis) => Upper[axis] - Lower[axis];
}

/// <summary>
/// A regression tree (Breiman et al. 1984): each box is cut where the squared error falls most, halfway between
/// two neighbouring points. The leaves partition [0, 1]^axes.
/// </summary>
internal sealed class RegressionTree
{
    private const int FewestInLeaf = 3;
    private const int Deepest = 7;

    private readonly double[][] _points;
    private readonly double[] _values;
    private readonly List<Leaf> _leaves = [];

    private RegressionTree(double[][] points, double[] values) => (_points, _values) = (points, values);

    public IReadOnlyList<Leaf> Leaves => _leaves;

    /// <param name="points">[points][axes], in [0, 1].</param>
    /// <param name="values">One a point.</param>
    /// <param name="drawn">The indices of the points of the tree's bootstrap sample.</param>
    /// <param name="random">Chooses the axis that each cut leaves out, so that trees differ.</param>
    public static RegressionTree Fit(double[][] points, double[] values, int[] drawn, ref RandomStream random)
    {
        var axes = points[0].Length;
        var tree = new RegressionTree(points, values);
        var upper = new double[axes];
        Array.Fill(upper, 1);
        tree.Grow(drawn, new double[axes], upper, 0, ref random);
        return tree;
    }

    public double Predict(double[] point) => _leaves.First(leaf => Covers(leaf, point)).Value;

    // A point on a cut belongs below it; the lowest face belongs to the cube.
    private static bool Covers(Leaf leaf, double[] point)
    {
        for (var axis = 0; axis < point.Length; axis++)
        {
            if (point[axis] > leaf.Upper[axis] || (point[axis] <= leaf.Lower[axis] && leaf.Lower[axis] > 0))
            {
                return false;
            }
        }

        return true;
    }

    private void Grow(int[] drawn, double[] lower, double[] upper, int depth, ref RandomStream random)
    {
        if (depth >= Deepest || BestCut(drawn, ref random) is not { } cut)
        {
            _leaves.Add(new Leaf(lower, upper, drawn.Sum(i => _values[i]) / drawn.Length));
            return;
        }

        var (below, above) = ((double[])upper.Clone(), (double[])lower.Clone());
        below[cut.Axis] = above[cut.Axis] = cut.At;
        Grow([.. drawn.Where(i => _points[i][cut.Axis] <= cut.At)], lower, below, depth + 1, ref random);
        Grow([.. drawn.Where(i => _points[i][cut.Axis] > cut.At)], above, upper, depth + 1, ref random);
    }

    private (int Axis, double At)? BestCut(int[] drawn, ref RandomStream random)
    {
        var axes = _points[0].Length;
        var leftOut = axes > 2 ? random.NextIndex(axes) : -1;
        var total = drawn.Sum(i => _values[i]);
        var best = (total * total / drawn.Length) + 1e-12;
        (int, double)? cut = null;
        for (var axis = 0; axis < axes; axis++)
        {
            if (axis == leftOut)
            {
                continue;
            }

            var along = axis;
            int[] sorted = [.. drawn.OrderBy(i => _points[i][along])];
            var sum = 0.0;
            for (var n = 1; n <= sorted.Length - FewestInLeaf; n++)
            {
                sum += _values[sorted[n - 1]];
                var (left, right) = (_points[sorted[n - 1]][axis], _points[sorted[n]][axis]);
                var gain = (sum * sum / n) + ((total - sum) * (total - sum) / (sorted.Length - n));
                if (n >= FewestInLeaf && left < right && gain > best)
                {
                    (best, cut) = (gain, (axis, left + ((right - left) / 2)));
                }
            }
        }

        return cut;
    }
}
