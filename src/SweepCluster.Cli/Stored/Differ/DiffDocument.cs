using SweepCluster.Domain.Map;
using SweepCluster.Export.Maps;

namespace SweepCluster.Cli.Stored.Differ;

/// <summary>What <c>sweep diff --json</c> prints.</summary>
/// <param name="Compared">Cells that both sweeps have finished trials of.</param>
/// <param name="Undecidable">Cells with another label and too few trials to tell that from chance.</param>
/// <param name="OverallP">p-value of P(stable) being the same in every cell.</param>
/// <param name="IsOver">Whether the changed share is above the threshold.</param>
internal sealed record DiffDocument(
    int Compared,
    double ChangedShare,
    double Threshold,
    bool IsOver,
    int Undecidable,
    int OnlyInA,
    int OnlyInB,
    double OverallP,
    IReadOnlyList<ChangedCell> Changed)
{
    public static DiffDocument Of(MapDifference difference, double threshold) => new(
        difference.Cells.Length,
        difference.ChangedShare,
        threshold,
        difference.ChangedShare > threshold,
        difference.Undecidable,
        difference.OnlyInA.Length,
        difference.OnlyInB.Length,
        difference.OverallP,
        [.. difference.Changed.Select(ChangedCell.Of)]);
}

/// <param name="A">Label, stable trials and trials in the first sweep.</param>
/// <param name="B">Likewise in the second.</param>
internal sealed record ChangedCell(string Cell, CellTally A, CellTally B, double P)
{
    public static ChangedCell Of(CellDifference cell) => new(cell.A.Cell.Id.Text, CellTally.Of(cell.A), CellTally.Of(cell.B), cell.P);
}

internal sealed record CellTally(string Label, int Stable, int Trials)
{
    public static CellTally Of(MapCell cell) =>
        new(CellLabel.Of(cell), cell.Stable.Successes, cell.Stable.Trials);
}
