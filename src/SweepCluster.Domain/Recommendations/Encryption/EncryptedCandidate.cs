using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Statistics;

namespace SweepCluster.Domain.Recommendations.Encryption;

/// <summary>The trial to take of one cell, and how good the cell is.</summary>
/// <param name="Trial">Of the cell's stable trials the one with the best validation score.</param>
/// <param name="Evidence">That the cell is stable.</param>
/// <param name="ValidationScore">Mean at the last epoch over the stable trials: choosing by it leaves the test split unused.</param>
internal sealed record EncryptedCandidate(MapCell Cell, StabilityEvidence Evidence, LabelledTrial Trial, double ValidationScore)
{
    /// <summary>Null for a cell without a stable trial, or of networks that run the exact activation.</summary>
    public static EncryptedCandidate? Of(MapCell cell, Func<MapCell, StabilityEvidence> evidence)
    {
        if (cell.Cell.Parameters.Choice("form") != "polynomial")
        {
            return null;
        }

        var stable = cell.Trials.Where(trial => trial.Outcome == Outcome.Stable).ToArray();
        return stable.Length == 0
            ? null
            : new EncryptedCandidate(
                cell,
                evidence(cell),
                stable.OrderByDescending(Score).ThenBy(trial => trial.Id.Replicate).First(),
                Sample.Of(stable.Select(Score)).Mean);
    }

    /// <summary>The best of one degree: the best shown to be stable, of these by score, then by name.</summary>
    public static EncryptedCandidate? Best(IEnumerable<EncryptedCandidate> candidates) =>
        candidates
            .OrderByDescending(candidate => candidate.Evidence.IsSufficient)
            .ThenByDescending(candidate => Math.Min(candidate.Evidence.Lower, SafeRegion.DefaultTarget))
            .ThenByDescending(candidate => candidate.ValidationScore)
            .ThenBy(candidate => candidate.Cell.Cell.Id.Text, StringComparer.Ordinal)
            .FirstOrDefault();

    private static double Score(LabelledTrial trial) => trial.Trace.Epochs[^1].ValidationScore;
}
