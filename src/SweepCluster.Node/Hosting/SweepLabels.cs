using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Storage.Results;

namespace SweepCluster.Node.Hosting;

/// <summary>Labels of one sweep's trials, each as soon as its reference is there.</summary>
internal sealed class SweepLabels(LabelThresholds thresholds)
{
    private readonly Dictionary<TrialId, Trace> _references = [];
    private readonly Dictionary<TrialId, (Trial Trial, TrialResult Result)> _waiting = [];

    public List<TrialLabel> Of(IReadOnlyList<(Trial Trial, TrialResult Result)> results)
    {
        foreach (var (trial, result) in results.Where(pair => pair.Trial.Cell.IsReference))
        {
            _references[trial.Id] = result.Trace;
        }

        foreach (var pair in results.Where(pair => !pair.Trial.Cell.IsReference))
        {
            _waiting[pair.Trial.Id] = pair;
        }

        return Take(_waiting.Values.Where(pair => _references.ContainsKey(ReferenceOf(pair.Trial))));
    }

    /// <summary>Those that are left, whose references the machine has failed for good.</summary>
    public List<TrialLabel> Rest() => Take(_waiting.Values);

    private static TrialId ReferenceOf(Trial trial) => new(ReferenceCell.For(trial.Cell).Id, trial.Replicate);

    private List<TrialLabel> Take(IEnumerable<(Trial Trial, TrialResult Result)> ready)
    {
        (Trial Trial, TrialResult Result)[] taken = [.. ready];
        foreach (var (trial, _) in taken)
        {
            _waiting.Remove(trial.Id);
        }

        return [.. taken.Select(pair => LabelOf(pair.Trial, pair.Result.Trace))];
    }

    private TrialLabel LabelOf(Trial trial, Trace trace) => new(
        trial.Id,
        Classifier.Label(trace, _references.GetValueOrDefault(ReferenceOf(trial)), thresholds),
        trace.TestScoreAtLast is { } score && double.IsFinite(score) ? score : null);
}
