using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Cluster.Running;

/// <summary>
/// What a plan asks for when it is told the results that are there. A function of the sweep and the results, so a
/// stored sweep shows the same cells as the run that made it.
/// </summary>
/// <param name="Trials">Every trial asked for so far, in the plan's order, with or without a result.</param>
/// <param name="IsComplete">Whether every trial that the plan wants has a result.</param>
public sealed record PlanReplay(IReadOnlyList<Trial> Trials, bool IsComplete)
{
    public static PlanReplay Of(Sweep sweep, IReadOnlyDictionary<TrialId, TrialResult> results)
    {
        var asked = new List<Trial>();
        var plan = Planner.For(sweep);
        var references = new ReferenceLookup(sweep);
        while (true)
        {
            (var wanted, plan) = plan.Ask(int.MaxValue);
            if (wanted.Count == 0)
            {
                return new PlanReplay(asked, plan.IsComplete);
            }

            asked.AddRange(wanted);
            var finished = wanted.Where(trial => results.ContainsKey(trial.Id)).Select(trial => (trial, results[trial.Id].Trace));
            plan = plan.Tell(Labelling.Observe(sweep, finished, references.Of, id => results.GetValueOrDefault(id)?.Trace));
        }
    }
}
