using System.Collections.Immutable;

namespace SweepCluster.Domain.Planning.EarlyStopping;

/// <summary>
/// Successive halving, the synchronous form (arXiv 1810.05934, Algorithm 1): all trials train to the first rung, the
/// best ⌊n/η⌋ of them (at least one) go on to the next, and so on. A rung is decided when all of it is told, so the
/// answer is a function of the scores and never of the order in which they arrive. A value: asking and telling give
/// another one. Of equal scores the trial of the lower number is the better.
/// </summary>
public sealed class SuccessiveHalving
{
    private readonly Rungs _rungs;
    private readonly ImmutableSortedSet<int> _trials;
    private readonly ImmutableSortedSet<int> _unasked;
    private readonly RungScores _scores;

    private SuccessiveHalving(Rungs rungs, int rung, ImmutableSortedSet<int> trials, ImmutableSortedSet<int> unasked, RungScores scores) =>
        (_rungs, Rung, _trials, _unasked, _scores) = (rungs, rung, trials, unasked, scores);

    /// <summary>The rung that trials are being trained for, counted from 0.</summary>
    public int Rung { get; }

    /// <summary>Whether the last rung is decided.</summary>
    public bool IsComplete => _scores.Count == _trials.Count;

    /// <summary>The best trial of the last rung and its score there; null until all is told.</summary>
    public (int Trial, double Score)? Best => IsComplete ? (_scores.Best.Trial, _scores.Best.Score) : null;

    /// <param name="trials">The numbers of the trials to choose from.</param>
    /// <exception cref="ArgumentException">No trial.</exception>
    public static SuccessiveHalving Of(Rungs rungs, IEnumerable<int> trials)
    {
        var all = trials.ToImmutableSortedSet();
        return all.IsEmpty
            ? throw new ArgumentException("Successive halving needs at least one trial.", nameof(trials))
            : new SuccessiveHalving(rungs, 0, all, all, RungScores.Empty);
    }

    /// <summary>Jobs that nobody was asked to do yet, by number; none while a rung waits for the rest of its scores.</summary>
    public (ImmutableArray<RungJob> Jobs, SuccessiveHalving Next) Ask(int atMost)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(atMost);
        ImmutableArray<RungJob> jobs = [.. _unasked.Take(atMost).Select(trial => _rungs.Job(trial, Rung))];
        return (jobs, new SuccessiveHalving(_rungs, Rung, _trials, _unasked.Except(jobs.Select(job => job.Trial)), _scores));
    }

    /// <param name="job">A job that was asked for.</param>
    /// <param name="score">The trial's score at the rung; higher is better.</param>
    /// <exception cref="ArgumentException">The job is not one of this rung's, or has been told.</exception>
    public SuccessiveHalving Tell(RungJob job, double score)
    {
        if (job.Rung != Rung || !_trials.Contains(job.Trial) || _unasked.Contains(job.Trial) || _scores.Contains(job.Trial))
        {
            throw new ArgumentException($"Trial {job.Trial} is not being trained for rung {job.Rung}: tell each job that was asked for once.", nameof(job));
        }

        var scores = _scores.With(job.Trial, score);
        return scores.Count == _trials.Count && Rung < _rungs.Steps.Length - 1
            ? Promote(scores)
            : new SuccessiveHalving(_rungs, Rung, _trials, _unasked, scores);
    }

    private SuccessiveHalving Promote(RungScores scores)
    {
        var promoted = scores.Top(Math.Max(1, _rungs.TopOf(scores.Count))).ToImmutableSortedSet();
        return new SuccessiveHalving(_rungs, Rung + 1, promoted, promoted, RungScores.Empty);
    }
}
