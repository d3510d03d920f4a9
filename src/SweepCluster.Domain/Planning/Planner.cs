using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Planning.Refinement;
using SweepCluster.Domain.Planning.Replication;
using SweepCluster.Domain.Planning.TrialBudget;
using SweepCluster.Domain.Surrogates;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Planning;

/// <summary>Starts the plan that a sweep's strategy names.</summary>
public static class Planner
{
    public static SweepPlan For(Sweep sweep)
    {
        if (sweep.Strategy.Kind == StrategyKind.Refine)
        {
            return Begin(sweep, new RefinePlanner(sweep));
        }

        if (sweep.Strategy.Kind == StrategyKind.Boundary)
        {
            return Begin(sweep, new BoundaryPlanner(sweep));
        }

        var cells = sweep.CellSet();
        return Begin(sweep, new ScheduledPlanner(cells, ReplicateRule.Of(sweep), sweep.Strategy.IsScattered ? 1 : EvenStride.Of(cells.Count)));
    }

    private static SweepPlan Begin<TState>(Sweep sweep, IPlanner<TState> planner) => sweep.Budget.Trials is { } trials
        ? SweepPlan.Begin(new BudgetPlanner<TState>(planner, trials))
        : SweepPlan.Begin(planner);
}
