using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Planning.Replication;

namespace SweepCluster.Domain.Planning;

/// <summary>Where a schedule stands. Immutable.</summary>
public sealed record ScheduleState
{
    internal ScheduleState(long asked, TrialLedger ledger) => (Asked, Ledger) = (asked, ledger);

    /// <summary>How far the schedule has been given out.</summary>
    internal long Asked { get; init; }

    internal TrialLedger Ledger { get; init; }
}

/// <summary>
/// Trains every cell of a set that is known beforehand: first the replicates that each cell gets in any case, from
/// the schedule's first to its last, then those that the rule of replicates adds, ambiguous cells first.
/// </summary>
public sealed class ScheduledPlanner : IPlanner<ScheduleState>
{
    private readonly LedgerRules _rules;
    private readonly TrialSchedule _schedule;

    /// <param name="cells">The cells, in the order in which they are trained.</param>
    /// <param name="replicates">How many replicates a cell gets.</param>
    /// <param name="stride">The step from one cell to the next; shares no divisor with the number of cells.</param>
    public ScheduledPlanner(ICellSet cells, ReplicateRule replicates, int stride = 1)
    {
        var initial = replicates.Wanted(0, 0);
        _rules = new LedgerRules(cells, replicates, initial, StageOf: _ => 0, replicates.MostAmbiguous);
        _schedule = new TrialSchedule(cells, initial, stride);
        Start = new ScheduleState(0, _rules.Open());
    }

    public ScheduleState Start { get; }

    public (IReadOnlyList<Trial> Trials, ScheduleState State) Ask(ScheduleState state, int atMost)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(atMost);
        var edit = new LedgerEdit(_rules, state.Ledger);
        var trials = new List<Trial>((int)Math.Min(atMost, _schedule.Count - state.Asked));
        var asked = state.Asked;
        for (; trials.Count < atMost && asked < _schedule.Count; asked++)
        {
            var (isReference, number, replicate) = _schedule[asked];
            if (!edit.WasTold(isReference, number, replicate))
            {
                trials.Add(_rules.Trial(isReference, number, replicate));
            }
        }

        trials.AddRange(edit.Take(atMost - trials.Count));
        return (trials, new ScheduleState(asked, edit.Finish()));
    }

    public ScheduleState Tell(ScheduleState state, IEnumerable<Observation> results)
    {
        var edit = new LedgerEdit(_rules, state.Ledger);
        foreach (var result in results)
        {
            edit.Record(result);
        }

        return state with { Ledger = edit.Finish() };
    }

    public bool IsComplete(ScheduleState state) => state.Ledger.IsComplete;
}
