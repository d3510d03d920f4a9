using SweepCluster.Domain.Recommendations.Encryption;

namespace SweepCluster.Cli.Stored.Encryption;

/// <summary>A degree, as <c>recommend --he --json</c> prints it.</summary>
/// <param name="Event">Always <c>degree</c>.</param>
/// <param name="Cell">Null, as everything that follows, where no trial of the degree is stable.</param>
/// <param name="Stable">Stable ones of <paramref name="Trials"/>, in the region of B that the cell lies in.</param>
/// <param name="Evidence"><c>sufficient</c> or <c>insufficient</c>.</param>
internal sealed record DegreeLine(
    string Event,
    int Degree,
    string? Cell,
    int? Replicate,
    int? Stable,
    int? Trials,
    double? StableLower,
    string? Evidence,
    double? ValidationAccuracy,
    int? Levels,
    CkksParameters? Ckks,
    int? LevelsThatFit,
    EscapeMargin? Escapes,
    bool IsChosen)
{
    public static DegreeLine Of(EncryptionRow row, bool isChosen) => new(
        "degree",
        row.Degree,
        row.Cell.Cell.Id.Text,
        row.Trial.Id.Replicate,
        row.Evidence.Trials.Successes,
        row.Evidence.Trials.Trials,
        row.Evidence.Lower,
        row.Evidence.IsSufficient ? "sufficient" : "insufficient",
        row.ValidationScore,
        row.Levels.Total,
        row.Ckks.Parameters,
        row.Ckks.LevelsThatFit,
        row.Escapes,
        isChosen);

    public static DegreeLine OfUnstable(int degree) =>
        new("degree", degree, null, null, null, null, null, null, null, null, null, null, null, false);
}

/// <summary>The exported model, as <c>recommend --he --json</c> prints it.</summary>
/// <param name="Event">Always <c>model</c>.</param>
/// <param name="Arrays">Null, as <paramref name="Document"/>, when the check failed.</param>
internal sealed record ModelLine(
    string Event,
    string? Arrays,
    string? Document,
    bool Passed,
    double LargestLogitDifference,
    double LargestLogit,
    double Tolerance,
    double TrainedAccuracy,
    double FoldedAccuracy,
    bool SameTraceAsStored);
