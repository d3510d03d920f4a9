using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Planning;

namespace SweepCluster.Cluster.Planning;

/// <summary>What someone who watches a sweep may want to know.</summary>
public abstract record SweepNews
{
    private protected SweepNews()
    {
    }

    /// <summary>Trials that the plan asks for; each is announced once, before its result.</summary>
    public sealed record Planned(IReadOnlyList<Trial> Trials) : SweepNews;

    /// <summary>Results that were there when the actor began.</summary>
    /// <param name="Observations">What has its label by them.</param>
    public sealed record Restored(IReadOnlyList<(Trial Trial, TrialResult Result)> Results, IReadOnlyList<Observation> Observations) : SweepNews;

    /// <summary>Results that came in.</summary>
    public sealed record Committed(IReadOnlyList<(Trial Trial, TrialResult Result)> Results) : SweepNews;

    /// <summary>Results that have their labels now: at once, or when the reference that they waited for came or was given up.</summary>
    public sealed record Judged(IReadOnlyList<Observation> Observations) : SweepNews;

    /// <summary>The machine failed a chunk; what is to be done about it.</summary>
    public sealed record ChunkFailed(long Chunk, string Cause, RetryDecision Decision) : SweepNews;

    /// <summary>The time limit was reached before the plan was complete.</summary>
    public sealed record OutOfTime : SweepNews;

    /// <summary>The actor failed too often to be begun again.</summary>
    public sealed record GivenUp(Exception Failure) : SweepNews;

    /// <summary>The sweep is finished.</summary>
    /// <param name="Failures">Trials that the machine failed for good.</param>
    public sealed record Finished(int Failures) : SweepNews;
}
