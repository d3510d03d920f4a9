using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Domain.Map;

/// <summary>The finished trials of all cells of a map side by side, each cell's together and by replicate.</summary>
/// <param name="Results">As they came.</param>
/// <param name="Outcomes">The label of each.</param>
internal sealed record FinishedTrials(TrialResult[] Results, Outcome[] Outcomes);
