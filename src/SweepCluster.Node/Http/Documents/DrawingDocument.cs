using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Export.Drawing;
using SweepCluster.Export.Maps;
using SweepCluster.Node.Http.Maps;

namespace SweepCluster.Node.Http.Documents;

/// <summary>What a picture of the map needs besides its tiles. Colours and marks are those of every export.</summary>
/// <param name="Version">Revision, finished and failed trials of the sweep that the map was made from.</param>
/// <param name="X">The axis across; null for a sweep without axes.</param>
/// <param name="Y">The axis upwards; null for fewer than two.</param>
/// <param name="IsScattered">Whether cells lie anywhere, so that there are no tiles.</param>
/// <param name="ScoreKind">What the layer accuracy measures; null before the first result.</param>
/// <param name="Outcomes">In the order of the codes in tiles.</param>
/// <param name="Shades">Colours for numbers from the smallest to the largest.</param>
/// <param name="OffGrid">Cells of each slice that lie between its columns and rows.</param>
/// <param name="UnknownCells">Pending cells whose trials the machine failed.</param>
public sealed record DrawingDocument(
    string Version,
    DrawnAxis? X,
    DrawnAxis? Y,
    bool IsScattered,
    ScoreKind? ScoreKind,
    IReadOnlyList<DrawnOutcome> Outcomes,
    IReadOnlyList<string> Shades,
    IReadOnlyList<LayerRange> Layers,
    int Cells,
    int PendingCells,
    int UnknownCells,
    IReadOnlyList<int> OffGrid,
    IReadOnlyList<SliceDocument> Slices)
{
    private const int ShadeCount = 64;

    internal static DrawingDocument Of(VersionedMap versioned)
    {
        var map = versioned.View.Map;
        return new DrawingDocument(
            versioned.Version,
            DrawnAxis.Of(map.X, versioned.Raster(0)?.X),
            DrawnAxis.Of(map.Y, versioned.Raster(0)?.Y),
            map.Sweep.Strategy.IsScattered,
            map.Cells.FirstOrDefault(cell => !cell.IsPending)?.Trials[0].Trace.ScoreKind,
            [.. OutcomeDescription.All.Select(description => DrawnOutcome.Of(description, map.Counts[description.Outcome]))],
            [.. Enumerable.Range(0, ShadeCount).Select(i => ProbabilityScale.At(i / (ShadeCount - 1.0)).Hex)],
            [.. MapRaster.LayerNames.Where(name => MapRaster.NumberOf(name) is not null).Select(name => LayerRange.Of(name, map.Cells))],
            map.Cells.Length,
            map.PendingCells,
            map.UnknownCells,
            [.. map.Slices.Select((_, index) => versioned.Raster(index)?.OffGrid.Length ?? 0)],
            [.. map.Slices.Select((slice, index) => SliceDocument.Of(slice, versioned.Raster(index), index))]);
    }
}

/// <param name="Scale"><c>linear</c>, <c>log</c>, or <c>listed</c> for values that stand in equal steps.</param>
/// <param name="Values">Of the columns or rows, as in the sweep file.</param>
public sealed record DrawnAxis(string Name, string Scale, IReadOnlyList<string> Values)
{
    /// <param name="places">The values of the columns or rows, where there are tiles.</param>
    internal static DrawnAxis? Of(MapAxis? axis, ImmutableArray<ParameterValue>? places) =>
        axis is null ? null : new DrawnAxis(axis.Axis.Parameter, ScaleOf(axis), [.. (places ?? axis.Values).Select(value => value.Text)]);

    private static string ScaleOf(MapAxis axis)
    {
        var isNumeric = axis.Axis.Scale != AxisScale.Category
            && axis.Values.All(value => value.Kind is ParameterKind.Real or ParameterKind.Integer && double.IsFinite(value.AsReal()))
            && (axis.Axis.Scale == AxisScale.Linear || axis.Values.All(value => value.AsReal() > 0));
        return isNumeric ? ApiNames.Of(axis.Axis.Scale) : "listed";
    }
}

/// <param name="Mark">Pen lines within −1 … 1, y downwards, each as x, y, x, y ….</param>
/// <param name="Trials">Finished trials of the map with this outcome.</param>
public sealed record DrawnOutcome(string Name, string Meaning, string Colour, string Contrast, IReadOnlyList<IReadOnlyList<double>> Mark, int Trials)
{
    internal static DrawnOutcome Of(OutcomeDescription description, int trials)
    {
        var colour = OutcomePalette.Of(description.Outcome);
        return new DrawnOutcome(
            description.Name, description.Meaning, colour.Hex, colour.Contrast.Hex, [.. OutcomePalette.Mark(description.Outcome).Select(Flat)], trials);
    }

    private static double[] Flat(ImmutableArray<Point> line) => [.. line.SelectMany(point => new[] { Math.Round(point.X, 4), Math.Round(point.Y, 4) })];
}

/// <summary>The smallest and the largest number of a layer, over all slices; not a number without any.</summary>
public sealed record LayerRange(string Name, double Low, double High)
{
    internal static LayerRange Of(string name, ImmutableArray<MapCell> cells)
    {
        var number = MapRaster.NumberOf(name)!;
        var (low, high) = (double.NaN, double.NaN);
        foreach (var cell in cells)
        {
            if (!cell.IsPending && number(cell) is var value && double.IsFinite(value))
            {
                (low, high) = (value >= low ? low : value, value <= high ? high : value);
            }
        }

        return new LayerRange(name, low, high);
    }
}
