namespace SweepCluster.Cli.Run;

/// <param name="Event"><c>trial</c>.</param>
/// <param name="Cell">The cell's id: its coordinates.</param>
/// <param name="Outcome">The label as known now; a reference that is still missing can turn stable into degraded.</param>
/// <param name="TestScore">At the last epoch; null without a finite one.</param>
internal sealed record TrialLine(
    string Event,
    string Cell,
    int Replicate,
    bool IsReference,
    string Outcome,
    long Steps,
    double? TestScore,
    double TrainingSeconds);

/// <param name="Event"><c>end</c>.</param>
/// <param name="End"><c>complete</c>, <c>outOfTime</c> or <c>cancelled</c>.</param>
/// <param name="Outcomes">Trials of the map by final label.</param>
internal sealed record SummaryLine(
    string Event,
    string Sweep,
    string End,
    int Finished,
    int Total,
    double Seconds,
    IReadOnlyDictionary<string, int> Outcomes,
    string Folder);
