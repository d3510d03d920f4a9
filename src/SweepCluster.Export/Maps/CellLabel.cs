using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Export.Maps;

/// <summary>The one word for a cell, wherever it is written: its majority label, or why it has none.</summary>
public static class CellLabel
{
    /// <summary>No trial of the cell has ended yet.</summary>
    public const string Pending = "pending";

    /// <summary>The machine failed every trial that has ended, which says nothing about stability.</summary>
    public const string Unknown = "unknown";

    public static string Of(MapCell cell) =>
        cell.Majority is { } label ? OutcomeDescription.Of(label).Name : cell.IsUnknown ? Unknown : Pending;
}
