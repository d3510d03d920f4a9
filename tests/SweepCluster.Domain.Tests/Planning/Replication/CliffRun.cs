using System.Numerics;
using SweepCluster.Domain.Planning.Replication;
using SweepCluster.Domain.Randomness;

namespace SweepCluster.Domain.Tests.Planning.Replication;

/// <summary>
/// Every cell of a square map with as many replicates as a rule wants, next to the same cell with a fixed number of
/// them: the rule's are the first of these. P(stable) falls as a logistic curve of the distance to a circle whose
/// radius is 0.3 of the map's side. A cell counts as stable when more than half of its replicates are: a tie is not.
/// </summary>
public sealed record CliffRun
{
    /// <summary>The 80 % of a logistic curve's height that lie between P = 0.9 and P = 0.1, in units of its scale.</summary>
    private static readonly double WidthOfScale = 2 * Math.Log(9);

    private CliffRun()
    {
    }

    /// <summary>The rule's replicates, of those that the fixed number takes.</summary>
    public double Cost { get; private init; }

    /// <summary>The part of the cells that the rule calls otherwise than the fixed number does.</summary>
    public double DecidedOtherwise { get; private init; }

    /// <summary>The part that the fixed number with other seeds calls otherwise: what even the dense map leaves to chance.</summary>
    public double OtherSeedsOtherwise { get; private init; }

    /// <summary>The part that the rule calls stable where P(stable) is at most ½, or the other way round.</summary>
    public double Wrong { get; private init; }

    /// <summary>The same for the fixed number.</summary>
    public double WrongOfFixed { get; private init; }

    /// <summary>The part of the cells that the rule gave the most replicates that it gives.</summary>
    public double AtTheMost { get; private init; }

    /// <param name="rule">At most <paramref name="count"/> replicates a cell.</param>
    /// <param name="count">The fixed number, at most 32.</param>
    /// <param name="width">From P = 0.9 to P = 0.1, as a part of the map's side.</param>
    /// <param name="resolution">Cells per side.</param>
    public static CliffRun Of(ReplicateRule rule, int count, double width, int resolution)
    {
        var wanted = Enumerable.Range(0, count + 1).Select(finished =>
            Enumerable.Range(0, finished + 1).Select(stable => rule.Wanted(stable, finished)).ToArray()).ToArray();
        var (trials, otherwise, other, wrong, wrongFixed, most) = (0L, 0, 0, 0, 0, 0);
        for (var cell = 0; cell < resolution * resolution; cell++)
        {
            var p = StableAt(cell % resolution, cell / resolution);
            var numbers = new RandomStream((ulong)cell, RandomPurpose.Planning);
            var (seeds, otherSeeds) = (Draw(ref numbers, p), Draw(ref numbers, p));
            var (stable, finished) = (0, 0);
            for (var next = wanted[0][0]; next > finished; next = wanted[finished][stable])
            {
                finished = next;
                stable = BitOperations.PopCount(seeds & ((1UL << finished) - 1));
            }

            var (isStable, isFixedStable, truth) = (2 * stable > finished, 2 * BitOperations.PopCount(seeds) > count, p > 0.5);
            trials += finished;
            otherwise += isStable != isFixedStable ? 1 : 0;
            other += isFixedStable != 2 * BitOperations.PopCount(otherSeeds) > count ? 1 : 0;
            wrong += isStable != truth ? 1 : 0;
            wrongFixed += isFixedStable != truth ? 1 : 0;
            most += finished == count ? 1 : 0;
        }

        double cells = resolution * resolution;
        return new CliffRun
        {
            Cost = trials / (cells * count),
            DecidedOtherwise = otherwise / cells,
            OtherSeedsOtherwise = other / cells,
            Wrong = wrong / cells,
            WrongOfFixed = wrongFixed / cells,
            AtTheMost = most / cells,
        };

        // The circle's middle is no symmetric place of the lattice.
        double StableAt(int column, int row)
        {
            var (x, y) = (((column + 0.5) / resolution) - 0.47, ((row + 0.5) / resolution) - 0.52);
            return 1 / (1 + Math.Exp((Math.Sqrt((x * x) + (y * y)) - 0.3) * WidthOfScale / width));
        }

        ulong Draw(ref RandomStream numbers, double p)
        {
            var outcomes = 0UL;
            for (var replicate = 0; replicate < count; replicate++)
            {
                outcomes |= numbers.NextDouble() < p ? 1UL << replicate : 0;
            }

            return outcomes;
        }
    }
}
