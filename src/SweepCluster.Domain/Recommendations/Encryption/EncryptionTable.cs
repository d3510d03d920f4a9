using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;

namespace SweepCluster.Domain.Recommendations.Encryption;

/// <summary>What inference under CKKS asks of each degree of a map of polynomial networks.</summary>
/// <param name="Rows">By rising degree; degrees without a stable trial are left out.</param>
/// <param name="Unstable">Degrees without a stable trial.</param>
/// <param name="Chosen">The row whose model is worth exporting; null without rows.</param>
public sealed record EncryptionTable(ImmutableArray<EncryptionRow> Rows, ImmutableArray<int> Unstable, EncryptionRow? Chosen)
{
    /// <param name="features">Values of one sample.</param>
    /// <exception cref="ArgumentException">The map is not of polynomial networks.</exception>
    public static EncryptionTable Of(StabilityMap map, int features, int classes, CkksScale scale)
    {
        if (map.Sweep.Family != Family.PolynomialNetwork)
        {
            throw new ArgumentException("Only polynomial networks can be evaluated under CKKS.", nameof(map));
        }

        var evidence = StabilityEvidence.Of(map);
        var byDegree = map.Cells.GroupBy(cell => cell.Cell.Parameters.Integer("degree")).OrderBy(group => group.Key).ToArray();
        var rows = byDegree
            .Select(group => (Degree: group.Key, Best: EncryptedCandidate.Best(group.Select(cell => EncryptedCandidate.Of(cell, evidence)).OfType<EncryptedCandidate>())))
            .Where(best => best.Best is not null)
            .Select(best => EncryptionRow.Of(best.Degree, best.Best!, NetworkLevels.Of(best.Best!.Cell.Cell.Parameters, features, classes), scale))
            .ToImmutableArray();
        return new EncryptionTable(
            rows,
            [.. byDegree.Select(group => group.Key).Except(rows.Select(row => row.Degree))],
            Choose(rows, map.Sweep.Labels.DegradedBy));
    }

    /// <summary>
    /// The fewest levels among the rows whose score is no more than <paramref name="tolerance"/> below the best:
    /// what the sweep itself does not call degraded. Rows with sufficient evidence before others, fitting ones before those that need bootstrapping.
    /// </summary>
    private static EncryptionRow? Choose(ImmutableArray<EncryptionRow> rows, double tolerance)
    {
        var eligible = rows.GroupBy(row => (row.Evidence.IsSufficient, row.Ckks.Fits)).MaxBy(group => group.Key);
        if (eligible is null)
        {
            return null;
        }

        var best = eligible.Max(row => row.ValidationScore);
        return eligible
            .Where(row => row.ValidationScore >= best - tolerance)
            .OrderBy(row => row.Levels.Total)
            .ThenByDescending(row => row.ValidationScore)
            .First();
    }
}
