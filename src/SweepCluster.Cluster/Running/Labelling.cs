using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Cluster.Running;

/// <summary>Turns finished trials into what a plan is told of them.</summary>
internal static class Labelling
{
    /// <param name="referenceOf">The reference of a cell that is none.</param>
    /// <param name="traceOf">The trace of a reference trial; null while there is none.</param>
    public static IEnumerable<Observation> Observe(Sweep sweep, IEnumerable<(Trial Trial, Trace Trace)> finished, Func<Cell, CellId?> referenceOf, Func<TrialId, Trace?> traceOf)
    {
        foreach (var (trial, trace) in finished)
        {
            var reference = !trial.Cell.IsReference && referenceOf(trial.Cell) is { } cell ? traceOf(new TrialId(cell, trial.Replicate)) : null;
            yield return new Observation(trial.Id, Classifier.Label(trace, reference, sweep.Labels), trace.TestScoreAtLast);
        }
    }
}
