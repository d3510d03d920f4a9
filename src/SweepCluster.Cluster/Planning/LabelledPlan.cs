using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Cluster.Planning;

/// <summary>
/// A plan that takes results in any order: one that is to be judged against a reference waits for the reference, so
/// its label does not depend on which came first. For one thread.
/// </summary>
internal sealed class LabelledPlan(Sweep sweep)
{
    private readonly ReferenceLookup _referenceOf = new(sweep);
    private readonly Dictionary<TrialId, Trace> _references = [];
    private readonly HashSet<TrialId> _missing = [];
    private readonly Dictionary<TrialId, List<(Trial Trial, Trace Trace)>> _held = [];
    private readonly List<Observation> _freed = [];
    private SweepPlan _plan = Planner.For(sweep);

    /// <summary>Whether every trial that the plan wants has a result.</summary>
    public bool IsComplete => _plan.IsComplete;

    public IReadOnlyList<Trial> Ask(int atMost)
    {
        (var trials, _plan) = _plan.Ask(atMost);
        return trials;
    }

    /// <returns>What was judged since the last call: a result that waits for its reference comes later.</returns>
    public IReadOnlyList<Observation> Tell(IEnumerable<(Trial Trial, Trace Trace)> results)
    {
        var ready = new List<Observation>();
        foreach (var (trial, trace) in results)
        {
            if (trial.Cell.IsReference)
            {
                _references[trial.Id] = trace;
                ready.Add(Observe(trial, trace, reference: null));
                Free(trial.Id, ready);
                continue;
            }

            var reference = new TrialId(_referenceOf.Of(trial.Cell)!.Value, trial.Replicate);
            if (_references.TryGetValue(reference, out var standard) || _missing.Contains(reference))
            {
                ready.Add(Observe(trial, trace, standard));
            }
            else if (_held.TryGetValue(reference, out var waiting))
            {
                waiting.Add((trial, trace));
            }
            else
            {
                _held.Add(reference, [(trial, trace)]);
            }
        }

        _plan = ready.Count > 0 ? _plan.Tell(ready) : _plan;
        return [.. TakeFreed(), .. ready];
    }

    /// <summary>The machine failed a trial for good: it has no outcome, and nothing waits for it.</summary>
    public void GiveUp(Trial trial)
    {
        if (trial.Cell.IsReference && _missing.Add(trial.Id))
        {
            Free(trial.Id);
        }
    }

    /// <summary>Judges what still waits without its reference, which nobody is training.</summary>
    /// <returns>What was judged since the last results were told.</returns>
    public IReadOnlyList<Observation> FreeAll()
    {
        foreach (var reference in _held.Keys.ToArray())
        {
            _missing.Add(reference);
            Free(reference);
        }

        return TakeFreed();
    }

    private Observation[] TakeFreed()
    {
        Observation[] freed = [.. _freed];
        _freed.Clear();
        return freed;
    }

    private void Free(TrialId reference)
    {
        var ready = new List<Observation>();
        Free(reference, ready);
        _freed.AddRange(ready);
        _plan = ready.Count > 0 ? _plan.Tell(ready) : _plan;
    }

    private void Free(TrialId reference, List<Observation> ready)
    {
        if (_held.Remove(reference, out var waiting))
        {
            ready.AddRange(waiting.Select(held => Observe(held.Trial, held.Trace, _references.GetValueOrDefault(reference))));
        }
    }

    private Observation Observe(Trial trial, Trace trace, Trace? reference) =>
        new(trial.Id, Classifier.Label(trace, reference, sweep.Labels), trace.TestScoreAtLast);
}
