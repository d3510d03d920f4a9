using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Planning;

/// <summary>Independent uniform points, in the order of their numbers.</summary>
public sealed class RandomPlanner(Sweep sweep) : ScheduledPlanner(new TrialSchedule(sweep, new RandomCells(sweep), stride: 1));
