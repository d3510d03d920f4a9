using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Planning.Refinement;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Planning;

/// <summary>Starts the plan that a sweep's strategy names.</summary>
public static class Planner
{
    /// <summary>Whether results can make the plan of a sweep want further trials.</summary>
    public static bool Grows(Sweep sweep) => sweep.Strategy.Kind == StrategyKind.Refine;

    public static SweepPlan For(Sweep sweep)
    {
        if (sweep.Strategy.Kind == StrategyKind.Refine)
        {
            return SweepPlan.Begin(new RefinePlanner(sweep));
        }

        var cells = sweep.CellSet();
        return sweep.Strategy.Kind switch
        {
            StrategyKind.Grid => SweepPlan.Begin(new ScheduledPlanner(sweep, cells, EvenStride.Of(cells.Count))),
            StrategyKind.Random or StrategyKind.Sobol or StrategyKind.Latin => SweepPlan.Begin(new ScheduledPlanner(sweep, cells, stride: 1)),
            _ => throw new ArgumentOutOfRangeException(nameof(sweep), sweep.Strategy.Kind, "There is no such strategy."),
        };
    }
}
