using System.Collections.Immutable;

namespace SweepCluster.Domain.Statistics;

/// <summary>The maximum likelihood estimate of proportions that cannot fall.</summary>
public static class Isotonic
{
    /// <summary>
    /// Pools adjacent violators (Ayer, Brunk, Ewing, Reid and Silverman 1955): neighbours whose estimates fall share
    /// one, until none does.
    /// </summary>
    /// <param name="proportions">Each of at least one trial.</param>
    /// <returns>One estimate per proportion, none below the one before it.</returns>
    public static ImmutableList<double> Rising(IReadOnlyList<Proportion> proportions)
    {
        var blocks = new Stack<(int Successes, int Trials, int Count)>();
        foreach (var proportion in proportions)
        {
            var block = (proportion.Successes, proportion.Trials, Count: 1);
            while (blocks.TryPeek(out var before) && (long)before.Successes * block.Trials >= (long)block.Successes * before.Trials)
            {
                blocks.Pop();
                block = (before.Successes + block.Successes, before.Trials + block.Trials, before.Count + block.Count);
            }

            blocks.Push(block);
        }

        return [.. blocks.Reverse().SelectMany(block => Enumerable.Repeat((double)block.Successes / block.Trials, block.Count))];
    }
}
