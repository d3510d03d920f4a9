using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Domain.Planning;

/// <summary>What a planner is told of a finished trial. A trial that the machine failed is never told.</summary>
/// <param name="Score">The test score, for example the accuracy in [0, 1]; null where there is none.</param>
public readonly record struct Observation(TrialId Trial, Outcome Outcome, double? Score);
