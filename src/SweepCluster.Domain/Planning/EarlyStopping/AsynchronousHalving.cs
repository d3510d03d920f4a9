using System.Collections.Immutable;

namespace SweepCluster.Domain.Planning.EarlyStopping;

/// <summary>
/// ASHA, asynchronous successive halving (arXiv 1810.05934, Algorithm 2): a free worker goes on with a trial that is
/// among the best ⌊n/η⌋ of the n that its rung has seen so far and was not promoted from there yet, from the highest
/// rung down; where there is none it starts a new trial. No worker ever waits. Which trials are promoted depends on the
/// order in which scores arrive; for an answer that does not, use <see cref="SuccessiveHalving"/>. A value: asking and
/// telling give another one, and the same calls in the same order give the same answers.
/// </summary>
public sealed class AsynchronousHalving
{
    private readonly ImmutableArray<RungScores> _scores;
    private readonly ImmutableArray<ImmutableHashSet<int>> _promoted;

    private AsynchronousHalving(Rungs rungs, ImmutableArray<RungScores> scores, ImmutableArray<ImmutableHashSet<int>> promoted) =>
        (Rungs, _scores, _promoted) = (rungs, scores, promoted);

    public Rungs Rungs { get; }

    /// <summary>The best trial of the highest rung that has any, with its score there; null before the first score.</summary>
    public (int Trial, int Rung, double Score)? Best
    {
        get
        {
            for (var rung = _scores.Length - 1; rung >= 0; rung--)
            {
                if (_scores[rung].Count > 0)
                {
                    return (_scores[rung].Best.Trial, rung, _scores[rung].Best.Score);
                }
            }

            return null;
        }
    }

    public static AsynchronousHalving Of(Rungs rungs) =>
        new(rungs, [.. rungs.Steps.Select(_ => RungScores.Empty)], [.. rungs.Steps.Select(_ => ImmutableHashSet<int>.Empty)]);

    /// <summary>The next job of a free worker: a promotion where one is due, else a new trial.</summary>
    /// <param name="fresh">The number that a new trial would have. It is taken where the job is of this trial.</param>
    public (RungJob Job, AsynchronousHalving Next) Ask(int fresh)
    {
        var (job, next) = Promote();
        return (job ?? Rungs.Job(fresh, 0), next);
    }

    /// <summary>The promotion that is due, from the highest rung down, the best trial first; null where none is.</summary>
    public (RungJob? Job, AsynchronousHalving Next) Promote()
    {
        for (var rung = _scores.Length - 2; rung >= 0; rung--)
        {
            foreach (var trial in _scores[rung].Top(Rungs.TopOf(_scores[rung].Count)))
            {
                if (!_promoted[rung].Contains(trial))
                {
                    return (Rungs.Job(trial, rung + 1), new AsynchronousHalving(Rungs, _scores, _promoted.SetItem(rung, _promoted[rung].Add(trial))));
                }
            }
        }

        return (null, this);
    }

    /// <param name="job">A job that was asked for.</param>
    /// <param name="score">The trial's score at the rung; higher is better.</param>
    /// <exception cref="ArgumentException">The trial was not promoted to the rung, or has been told there.</exception>
    public AsynchronousHalving Tell(RungJob job, double score)
    {
        if (job.Rung < 0 || job.Rung >= _scores.Length || (job.Rung > 0 && !_promoted[job.Rung - 1].Contains(job.Trial)) || _scores[job.Rung].Contains(job.Trial))
        {
            throw new ArgumentException($"Trial {job.Trial} is not being trained for rung {job.Rung}: tell each job that was asked for once.", nameof(job));
        }

        return new AsynchronousHalving(Rungs, _scores.SetItem(job.Rung, _scores[job.Rung].With(job.Trial, score)), _promoted);
    }
}
