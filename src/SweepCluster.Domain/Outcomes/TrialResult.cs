using SweepCluster.Domain.Cells;

namespace SweepCluster.Domain.Outcomes;

/// <summary>A finished trial. The cost is kept beside the trace because it is the only part that may vary.</summary>
/// <param name="TrainingTime">Time on the device that training took.</param>
public sealed record TrialResult(TrialId Trial, Trace Trace, TimeSpan TrainingTime);
