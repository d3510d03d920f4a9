using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Recommendations;

/// <summary>What the distance to a cliff is measured in.</summary>
public enum MarginUnit
{
    /// <summary>A ratio of at least 1, on a log axis.</summary>
    Factor,

    /// <summary>A difference, on any other axis of numbers.</summary>
    Difference,

    /// <summary>A number of values, on an axis of names.</summary>
    Steps,
}

/// <summary>How far a setting can move one way before training fails.</summary>
/// <param name="LastStable">The farthest cell that was still stable, all before it being so.</param>
/// <param name="FirstUnstable">The first cell that was not; null where the map ends before one.</param>
/// <param name="AtLeast">The distance to <paramref name="LastStable"/>: 1 as a factor, or 0, for the setting itself.</param>
/// <param name="AtMost">The distance to <paramref name="FirstUnstable"/>; null where the map shows none.</param>
public sealed record CliffDistance(ParameterValue LastStable, ParameterValue? FirstUnstable, double AtLeast, double? AtMost);

/// <summary>The margin of a setting along one axis, everything else unchanged.</summary>
/// <param name="Below">Towards smaller, or earlier listed, values.</param>
/// <param name="Above">Towards larger, or later listed, values.</param>
public sealed record CliffMargin(string Parameter, MarginUnit Unit, CliffDistance Below, CliffDistance Above)
{
    /// <summary>The margins of a cell along every axis of its map.</summary>
    internal static ImmutableArray<CliffMargin> Of(MapLines lines, MapCell cell) =>
        [.. lines.Map.Sweep.Axes.Select((axis, index) => Along(axis, index, lines.Through(cell, index), cell))];

    private static CliffMargin Along(Axis axis, int index, MapCell[] line, MapCell cell)
    {
        var here = Array.FindIndex(line, other => other.Cell.Id == cell.Cell.Id);
        var unit = UnitOf(axis, cell.Cell.Coordinates[index]);
        return new CliffMargin(axis.Parameter, unit, Walk(line[..here].Reverse()), Walk(line.Skip(here + 1)));

        CliffDistance Walk(IEnumerable<MapCell> others)
        {
            var (last, steps) = (cell.Cell.Coordinates[index], 0);
            foreach (var other in others)
            {
                var value = other.Cell.Coordinates[index];
                if (!(other.Stable.Estimate > 0.5))
                {
                    return new CliffDistance(last, value, Distance(last, steps), Distance(value, steps + 1));
                }

                (last, steps) = (value, steps + 1);
            }

            return new CliffDistance(last, null, Distance(last, steps), null);
        }

        double Distance(ParameterValue value, int steps) => unit switch
        {
            MarginUnit.Factor => Factor(value.AsReal(), cell.Cell.Coordinates[index].AsReal()),
            MarginUnit.Difference => Math.Abs(value.AsReal() - cell.Cell.Coordinates[index].AsReal()),
            _ => steps,
        };
    }

    private static double Factor(double a, double b) => Math.Max(a, b) / Math.Min(a, b);

    private static MarginUnit UnitOf(Axis axis, ParameterValue value)
    {
        if (value.Kind is not (ParameterKind.Real or ParameterKind.Integer))
        {
            return MarginUnit.Steps;
        }

        return axis.Scale == AxisScale.Log ? MarginUnit.Factor : MarginUnit.Difference;
    }
}
