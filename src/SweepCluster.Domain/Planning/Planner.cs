using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Planning;

/// <summary>Starts the plan that a sweep's strategy names.</summary>
public static class Planner
{
    public static SweepPlan For(Sweep sweep)
    {
        var cells = sweep.CellSet();
        return sweep.Strategy.Kind switch
        {
            StrategyKind.Grid => SweepPlan.Begin(new ScheduledPlanner(sweep, cells, EvenStride.Of(cells.Count))),
            StrategyKind.Random or StrategyKind.Sobol or StrategyKind.Latin => SweepPlan.Begin(new ScheduledPlanner(sweep, cells, stride: 1)),
            _ => throw new ArgumentOutOfRangeException(nameof(sweep), sweep.Strategy.Kind, "There is no such strategy."),
        };
    }
}
