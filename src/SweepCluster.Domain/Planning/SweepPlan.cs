using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;

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
    public abstract SweepPlan Tell(IEnumerable<Observation> results);

    /// <summary>The plan after one result; many at once cost less.</summary>
    public SweepPlan Tell(TrialId trial, Outcome outcome, double? score) => Tell([new Observation(trial, outcome, score)]);

    internal static SweepPlan Begin<TState>(IPlanner<TState> planner) => new Of<TState>(planner, planner.Start);

    private sealed class Of<TState>(IPlanner<TState> planner, TState state) : SweepPlan
    {
        public override bool IsComplete => planner.IsComplete(state);

        public override (IReadOnlyList<Trial> Trials, SweepPlan Plan) Ask(int atMost)
        {
            var (trials, next) = planner.Ask(state, atMost);
            return (trials, new Of<TState>(planner, next));
        }

        public override SweepPlan Tell(IEnumerable<Observation> results) => new Of<TState>(planner, planner.Tell(state, results));
    }
}
