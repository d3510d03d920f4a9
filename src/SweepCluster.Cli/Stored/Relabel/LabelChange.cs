using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Cli.Stored.Relabel;

/// <summary>How many trials went from one label to another.</summary>
internal sealed record LabelChange(string From, string To, int Trials)
{
    /// <summary>The label of every finished trial, those of references included.</summary>
    public static IReadOnlyDictionary<TrialId, Outcome> LabelsOf(StabilityMap map) =>
        map.Cells.Concat(map.References).SelectMany(cell => cell.Trials).ToDictionary(trial => trial.Id, trial => trial.Outcome);

    /// <summary>The changes, in the order of the labels; trials that only one side has are left out.</summary>
    public static IReadOnlyList<LabelChange> Between(IReadOnlyDictionary<TrialId, Outcome> before, IReadOnlyDictionary<TrialId, Outcome> after) =>
    [
        .. after
            .Where(pair => before.TryGetValue(pair.Key, out var old) && old != pair.Value)
            .GroupBy(pair => (From: before[pair.Key], To: pair.Value))
            .OrderBy(group => group.Key)
            .Select(group => new LabelChange(OutcomeDescription.Of(group.Key.From).Name, OutcomeDescription.Of(group.Key.To).Name, group.Count())),
    ];
}

/// <summary>What <c>sweep relabel --json</c> prints.</summary>
/// <param name="Trials">Finished trials, those of references included.</param>
/// <param name="Folder">Where the relabelled sweep was written; null for nowhere.</param>
internal sealed record RelabelDocument(int ClassifierVersion, int Trials, IReadOnlyList<LabelChange> Changes, string? Folder);
