using System.Collections.Immutable;
using SweepCluster.Domain.Randomness;
using SweepCluster.Domain.Statistics;

namespace SweepCluster.Domain.Tests.Statistics;

/// <summary>What becomes of cells that are looked at after every trial, until they are decided or have had enough.</summary>
/// <param name="Above">The part of the cells that was put above the threshold.</param>
/// <param name="Below">The part that was put below it.</param>
/// <param name="MeanTrials">Trials per cell.</param>
public sealed record OptionalStopping(double Above, double Below, double MeanTrials)
{
    /// <param name="p">P(stable) of every cell.</param>
    /// <param name="threshold">What p is told from; p itself for the coverage of the intervals at all looks at once.</param>
    /// <param name="error">One less the confidence.</param>
    /// <param name="looks">The most trials of a cell.</param>
    /// <param name="cells">Cells, each with a seed of its own.</param>
    public static OptionalStopping Of(double p, double threshold, double error, int looks, int cells)
    {
        var excludes = new ImmutableArray<bool>[looks + 1];
        var (above, below, trials) = (0, 0, 0L);
        for (var cell = 0; cell < cells; cell++)
        {
            var numbers = new RandomStream((ulong)cell, RandomPurpose.Planning);
            var stable = 0;
            for (var trial = 1; trial <= looks; trial++)
            {
                trials++;
                stable += numbers.NextDouble() < p ? 1 : 0;
                if (IsDecided(stable, trial))
                {
                    above += stable > threshold * trial ? 1 : 0;
                    below += stable > threshold * trial ? 0 : 1;
                    break;
                }
            }
        }

        return new OptionalStopping((double)above / cells, (double)below / cells, (double)trials / cells);

        // Every cell asks the same questions, so each is answered once.
        bool IsDecided(int stable, int trial)
        {
            if (excludes[trial].IsDefault)
            {
                excludes[trial] = [.. Enumerable.Range(0, trial + 1).Select(k => ConfidenceSequence.Excludes(new Proportion(k, trial), threshold, error))];
            }

            return excludes[trial][stable];
        }
    }
}
