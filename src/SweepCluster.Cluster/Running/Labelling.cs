using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Cluster.Running;

/// <summary>Turns finished trials into what a plan is told of them.</summary>
internal static class Labelling
{
    /// <param name="traceOf">The trace of a reference trial; null while there is none.</param>
    public static IEnumerable<Observation> Observe(Sweep sweep, IEnumerable<(Trial Trial, Trace Trace)> finished, Func<TrialId, Trace?> traceOf)
    {
        foreach (var (trial, trace) in finished)
        {
            var reference = trial.Cell.IsReference ? null : traceOf(new TrialId(ReferenceCell.For(trial.Cell).Id, trial.Replicate));
            yield return new Observation(trial.Id, Classifier.Label(trace, reference, sweep.Labels), trace.TestScoreAtLast);
        }
    }
}
