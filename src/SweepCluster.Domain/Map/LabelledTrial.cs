using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Domain.Map;

/// <summary>A finished trial with the label of its trace.</summary>
/// <param name="TrainingTime">Time on the device.</param>
public sealed record LabelledTrial(TrialId Id, Outcome Outcome, Trace Trace, TimeSpan TrainingTime);
