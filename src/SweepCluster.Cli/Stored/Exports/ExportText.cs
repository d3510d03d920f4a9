using System.Globalization;
using SweepCluster.Domain.Map;
using SweepCluster.Export;
using SweepCluster.Export.Maps;

namespace SweepCluster.Cli.Stored.Exports;

/// <summary>The line that says what an export has written.</summary>
internal static class ExportText
{
    /// <summary><c>Wrote map.png: png, 120 cells (3 pending, 1 unknown).</c></summary>
    public static string Of(StabilityMap map, ExportFormat format, string file)
    {
        var without = new[] { (map.PendingCells - map.UnknownCells, CellLabel.Pending), (map.UnknownCells, CellLabel.Unknown) }
            .Where(state => state.Item1 > 0)
            .Select(state => string.Create(CultureInfo.InvariantCulture, $"{state.Item1:N0} {state.Item2}"))
            .ToArray();
        var note = without.Length == 0 ? "" : $" ({string.Join(", ", without)})";
        return string.Create(CultureInfo.InvariantCulture, $"Wrote {file}: {format.Name}, {map.Cells.Length:N0} {(map.Cells.Length == 1 ? "cell" : "cells")}{note}.");
    }
}
