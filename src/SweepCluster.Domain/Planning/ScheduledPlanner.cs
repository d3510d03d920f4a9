using System.Collections.Immutable;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Domain.Planning;

/// <summary>Where a schedule stands.</summary>
/// <param name="Asked">Trials given out so far: the first ones of the schedule.</param>
/// <param name="Told">Trials with a result. A set, because a result may come twice.</param>
public sealed record ScheduleState(long Asked, ImmutableHashSet<TrialId> Told);

/// <summary>Gives out a fixed schedule from first to last. Results change nothing but completeness.</summary>
public abstract class ScheduledPlanner : IPlanner<ScheduleState>
{
    private readonly TrialSchedule _schedule;

    private protected ScheduledPlanner(TrialSchedule schedule) => _schedule = schedule;

    /// <summary>All trials of the sweep, those of references included.</summary>
    public long TrialCount => _schedule.Count;

    public ScheduleState Start { get; } = new(0, []);

    public (IReadOnlyList<Trial> Trials, ScheduleState State) Ask(ScheduleState state, int atMost)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(atMost);
        var count = (int)Math.Min(atMost, _schedule.Count - state.Asked);
        var trials = new Trial[count];
        for (var i = 0; i < count; i++)
        {
            trials[i] = _schedule[state.Asked + i];
        }

        return (trials, state with { Asked = state.Asked + count });
    }

    public ScheduleState Tell(ScheduleState state, TrialId trial, Outcome outcome, double? score) =>
        state with { Told = state.Told.Add(trial) };

    public bool IsComplete(ScheduleState state) => state.Told.Count >= _schedule.Count;
}
