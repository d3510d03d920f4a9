using SweepCluster.Domain.Cells;

namespace SweepCluster.Domain.Planning.TrialBudget;

/// <summary>
/// Lets another planner choose until a number of trials is reached. Which trials those are must not depend on the
/// order of arrival, so planning goes by rounds: a round is all that the other planner wants without a further
/// result, the most urgent first, and only when all of it is in is the other planner told.
/// </summary>
/// <param name="inner">The planner that chooses.</param>
/// <param name="trials">The most trials in all, those of references included.</param>
internal sealed class BudgetPlanner<TState>(IPlanner<TState> inner, long trials) : IPlanner<BudgetState<TState>>
{
    public BudgetState<TState> Start { get; } = new(inner.Start, trials);

    public (IReadOnlyList<Trial> Trials, BudgetState<TState> State) Ask(BudgetState<TState> state, int atMost)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(atMost);
        var given = new List<Trial>();
        var (early, heard, underWay) = (state.Early.ToBuilder(), state.Heard.ToBuilder(), state.UnderWay.ToBuilder());
        while (given.Count < atMost && state.Left > 0)
        {
            var (chosen, next) = inner.Ask(state.Inner, (int)Math.Min(atMost - given.Count, state.Left));
            state = state with { Inner = next, Left = state.Left - chosen.Count };
            foreach (var trial in chosen)
            {
                if (early.Remove(trial.Id, out var result))
                {
                    heard.Add(result);
                }
                else
                {
                    underWay.Add(trial.Id);
                    given.Add(trial);
                }
            }

            if (chosen.Count > 0)
            {
                continue;
            }

            if (underWay.Count > 0 || heard.Count == 0)
            {
                break;
            }

            // The whole round came early.
            state = state with { Inner = inner.Tell(state.Inner, heard) };
            heard.Clear();
        }

        return (given, state with { Early = early.ToImmutable(), Heard = heard.ToImmutable(), UnderWay = underWay.ToImmutable() });
    }

    public BudgetState<TState> Tell(BudgetState<TState> state, IEnumerable<Observation> results)
    {
        var (early, heard, underWay) = (state.Early.ToBuilder(), state.Heard.ToBuilder(), state.UnderWay.ToBuilder());
        foreach (var result in results)
        {
            if (underWay.Remove(result.Trial))
            {
                heard.Add(result);
            }
            else
            {
                early[result.Trial] = result;
            }
        }

        state = state with { Early = early.ToImmutable(), Heard = heard.ToImmutable(), UnderWay = underWay.ToImmutable() };
        return state.UnderWay.IsEmpty && (state.Left == 0 || inner.Ask(state.Inner, 1).Trials.Count == 0)
            ? state with { Inner = inner.Tell(state.Inner, state.Heard), Heard = [] }
            : state;
    }

    public bool IsComplete(BudgetState<TState> state) => state.UnderWay.IsEmpty && (state.Left == 0 || inner.IsComplete(state.Inner));
}
