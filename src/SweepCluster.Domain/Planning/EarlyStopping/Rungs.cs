using System.Collections.Immutable;

namespace SweepCluster.Domain.Planning.EarlyStopping;

/// <summary>
/// The steps at which successive halving compares trials: <c>r η^k</c> for k = 0, 1, … as long as that is at most R
/// (Li et al., "A System for Massively Parallel Hyperparameter Tuning", arXiv 1810.05934, Algorithm 1, with s = 0).
/// </summary>
public sealed record Rungs
{
    /// <param name="grace">r: the steps that every trial gets.</param>
    /// <param name="most">R: the most steps of a trial. The last rung is the largest r η^k up to it.</param>
    /// <param name="reduction">η: one trial in so many goes on from each rung; 3 or 4 are usual.</param>
    /// <exception cref="ArgumentOutOfRangeException">Grace below 1, fewer steps at most than that, or η below 2.</exception>
    public Rungs(int grace, int most, int reduction = 3)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(grace);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, grace);
        ArgumentOutOfRangeException.ThrowIfLessThan(reduction, 2);
        Reduction = reduction;
        var steps = ImmutableArray.CreateBuilder<int>();
        for (long step = grace; step <= most; step *= reduction)
        {
            steps.Add((int)step);
        }

        Steps = steps.ToImmutable();
    }

    /// <summary>η.</summary>
    public int Reduction { get; }

    /// <summary>The step of each rung, ascending; at least one.</summary>
    public ImmutableArray<int> Steps { get; }

    /// <summary>How many of a rung's trials are its top 1/η: ⌊n / η⌋.</summary>
    internal int TopOf(int trials) => trials / Reduction;

    /// <summary>The job of training a trial up to a rung.</summary>
    internal RungJob Job(int trial, int rung) => new(trial, rung, Steps[rung]);
}
