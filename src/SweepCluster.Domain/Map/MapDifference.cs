using System.Collections.Immutable;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Statistics;

namespace SweepCluster.Domain.Map;

/// <summary>A cell of two maps.</summary>
/// <param name="P">Fisher's two-sided p-value of both having the same P(stable).</param>
/// <param name="HasNewLabel">Whether the most frequent label differs.</param>
/// <param name="IsChanged">Whether the label differs by more than chance allows; see <see cref="MapDifference"/>.</param>
public sealed record CellDifference(MapCell A, MapCell B, double P, bool HasNewLabel, bool IsChanged);

/// <summary>
/// What differs between two maps beyond what their trials' chance allows. Each cell is tested by Fisher's exact test
/// of its stable trials. Over the cells that could be significant at all, given how many trials were stable in both
/// maps together (Tarone 1990, Gilbert 2005), Benjamini and Hochberg's procedure (1995) keeps the share of false
/// alarms among the changed cells at or below 5 %; two maps of the same truth show any at all in at most 5 of 100
/// comparisons. Fewer than four trials a side can never differ significantly: such cells are counted in
/// <see cref="Undecidable"/>, and <see cref="OverallP"/> speaks for them.
/// </summary>
public sealed record MapDifference
{
    /// <summary>The share of false alarms that is tolerated.</summary>
    public const double FalseAlarms = 0.05;

    /// <summary>Every cell that both maps know, in the order of the first.</summary>
    public required ImmutableArray<CellDifference> Cells { get; init; }

    /// <summary>Cells that only the first map knows: planned there alone, or unknown in the second.</summary>
    public required ImmutableArray<MapCell> OnlyInA { get; init; }

    /// <summary>Cells that only the second map knows.</summary>
    public required ImmutableArray<MapCell> OnlyInB { get; init; }

    /// <summary>Cells whose label differs although their trials are too few to tell that from chance.</summary>
    public required int Undecidable { get; init; }

    /// <summary>
    /// p-value of P(stable) being the same in every cell, by the statistic of Cochran (1954) and Mantel and Haenszel
    /// (1959): many small changes in one direction count together. 1 where no cell tells.
    /// </summary>
    public required double OverallP { get; init; }

    public IEnumerable<CellDifference> Changed => Cells.Where(cell => cell.IsChanged);

    /// <summary>Changed cells among those that both maps know, 0 … 1; 0 without any.</summary>
    public double ChangedShare => Cells.IsEmpty ? 0 : (double)Changed.Count() / Cells.Length;

    /// <summary>Compares the cells of equal id.</summary>
    public static MapDifference Of(StabilityMap a, StabilityMap b)
    {
        var known = b.Cells.Where(cell => !cell.IsPending).ToDictionary(cell => cell.Cell.Id);
        var pairs = a.Cells
            .Where(cell => !cell.IsPending && known.ContainsKey(cell.Cell.Id))
            .Select(cell => (A: cell, B: known[cell.Cell.Id], P: FisherExact.PValue(cell.Stable, known[cell.Cell.Id].Stable)))
            .ToImmutableArray();
        var decidable = pairs.Where(pair => FisherExact.SmallestPValue(pair.A.Stable, pair.B.Stable) <= FalseAlarms).ToImmutableArray();
        var limit = FalseDiscovery.Limit([.. decidable.Select(pair => pair.P)], FalseAlarms);
        ImmutableArray<CellDifference> cells = [.. pairs.Select(pair => new CellDifference(
            pair.A, pair.B, pair.P, pair.A.Majority != pair.B.Majority, pair.A.Majority != pair.B.Majority && pair.P <= limit))];
        var shared = pairs.Select(pair => pair.A.Cell.Id).ToHashSet();
        return new MapDifference
        {
            Cells = cells,
            OnlyInA = Only(a, shared),
            OnlyInB = Only(b, shared),
            Undecidable = cells.Count(cell => cell.HasNewLabel && FisherExact.SmallestPValue(cell.A.Stable, cell.B.Stable) > FalseAlarms),
            OverallP = MantelHaenszel.PValue([.. pairs.Select(pair => (pair.A.Stable, pair.B.Stable))]),
        };
    }

    private static ImmutableArray<MapCell> Only(StabilityMap map, HashSet<CellId> shared) =>
        [.. map.Cells.Where(cell => !cell.IsPending && !shared.Contains(cell.Cell.Id))];
}
