using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Planning;

/// <summary>A planner together with its state, whatever the state's type. Immutable.</summary>
public abstract class SweepPlan
{
    private protected SweepPlan()
    {
    }

    /// <inheritdoc cref="IPlanner{TState}.IsComplete"/>
    public abstract bool IsComplete { get; }

    /// <inheritdoc cref="IPlanner{TState}.Ask"/>
    public abstract (IReadOnlyList<Trial> Trials, SweepPlan Plan) Ask(int atMost);

    /// <inheritdoc cref="IPlanner{TState}.Tell"/>
    public abstract SweepPlan Tell(TrialId trial, Outcome outcome, double? score);

    internal static SweepPlan At<TState>(IPlanner<TState> planner, TState state) => new Of<TState>(planner, state);

    private sealed class Of<TState>(IPlanner<TState> planner, TState state) : SweepPlan
    {
        public override bool IsComplete => planner.IsComplete(state);

        public override (IReadOnlyList<Trial> Trials, SweepPlan Plan) Ask(int atMost)
        {
            var (trials, next) = planner.Ask(state, atMost);
            return (trials, At(planner, next));
        }

        public override SweepPlan Tell(TrialId trial, Outcome outcome, double? score) =>
            At(planner, planner.Tell(state, trial, outcome, score));
    }
}

/// <summary>Starts the plan that a sweep's strategy names.</summary>
public static class Planner
{
    public static SweepPlan For(Sweep sweep) => sweep.Strategy.Kind switch
    {
        StrategyKind.Grid => Begin(new GridPlanner(sweep)),
        StrategyKind.Random => Begin(new RandomPlanner(sweep)),
        _ => throw new ArgumentOutOfRangeException(nameof(sweep), sweep.Strategy.Kind, "There is no such strategy."),
    };

    private static SweepPlan Begin<TState>(IPlanner<TState> planner) => SweepPlan.At(planner, planner.Start);
}
