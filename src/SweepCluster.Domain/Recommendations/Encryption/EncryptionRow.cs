using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Domain.Recommendations.Encryption;

/// <summary>What one degree needs and offers.</summary>
/// <param name="Degree">As the sweep says it; <see cref="NetworkLevels.Degree"/> is what is evaluated.</param>
/// <param name="Cell">The cell chosen for this degree.</param>
/// <param name="Evidence">That the cell is stable.</param>
/// <param name="Trial">The trial of it whose model is taken.</param>
/// <param name="ValidationScore">Mean accuracy of the cell's stable trials on the validation split.</param>
/// <param name="Escapes">Over the validation split, of whichever stable trial of the cell comes nearest to B.</param>
public sealed record EncryptionRow(
    int Degree,
    MapCell Cell,
    StabilityEvidence Evidence,
    LabelledTrial Trial,
    double ValidationScore,
    NetworkLevels Levels,
    CkksChoice Ckks,
    EscapeMargin Escapes)
{
    internal static EncryptionRow Of(int degree, EncryptedCandidate chosen, NetworkLevels levels, CkksScale scale) => new(
        degree,
        chosen.Cell,
        chosen.Evidence,
        chosen.Trial,
        chosen.ValidationScore,
        levels,
        CkksChoice.Of(levels.Total, levels.Widest, scale),
        Nearest(chosen.Cell));

    private static EscapeMargin Nearest(MapCell cell) => EscapeMargin.OfLastEpoch(
        cell.Trials.Where(trial => trial.Outcome == Outcome.Stable).MaxBy(trial => trial.Trace.Epochs[^1].ValidationRange)!.Trace);
}
