using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Planning.Replication;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Cluster.Running;

/// <summary>What can be said of a plan before its first result.</summary>
/// <param name="First">The trials that the plan wants whatever the results, references included, in its order.</param>
/// <param name="IsWhole">Whether these are all: results ask for no more.</param>
/// <param name="MostCells">The most cells that the plan can come to train, references not counted.</param>
public sealed record PlanOutlook(IReadOnlyList<Trial> First, bool IsWhole, int MostCells)
{
    public static PlanOutlook Of(Sweep sweep)
    {
        var first = Planner.For(sweep).Ask(int.MaxValue).Trials;
        var cells = first.Where(trial => !trial.Cell.IsReference).Select(trial => trial.Cell.Id).Distinct().Count();
        return sweep.Strategy.Kind is StrategyKind.Refine or StrategyKind.Boundary
            ? new PlanOutlook(first, IsWhole: false, Math.Max(cells, Math.Min(sweep.Strategy.Cells ?? int.MaxValue, sweep.CellSet().Count)))
            : new PlanOutlook(first, ReplicateRule.Of(sweep) is ReplicateRule.Fixed, cells);
    }
}
