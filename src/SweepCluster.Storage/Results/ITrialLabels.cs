using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Storage.Results;

/// <summary>
/// Labels of finished trials in words, for programs that read the store by SQL, such as Grafana. They are a copy of
/// what traces and thresholds say; nothing here is read back.
/// </summary>
public interface ITrialLabels
{
    /// <summary>Writes labels; one that a trial has already is replaced.</summary>
    Task PutAsync(SweepId sweep, IReadOnlyCollection<TrialLabel> labels, CancellationToken cancellation);
}

/// <param name="Score">The test score at the last epoch; null when there is none, or it is no finite number.</param>
public sealed record TrialLabel(TrialId Trial, Outcome Outcome, double? Score);
