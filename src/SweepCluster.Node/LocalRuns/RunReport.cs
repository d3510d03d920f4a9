using SweepCluster.Cluster.Running;
using SweepCluster.Storage.Chunks;

namespace SweepCluster.Node.LocalRuns;

/// <summary>How a run ended.</summary>
/// <param name="Failures">Trials that the machine failed for good, with the cause of each.</param>
public sealed record RunReport(RunEnd End, IReadOnlyList<TrialFailure> Failures);
