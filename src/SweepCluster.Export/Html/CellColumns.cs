using System.Text.Json;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Export.Maps;

namespace SweepCluster.Export.Html;

/// <summary>The cells of a map, one column of values a quantity. Equal tallies of outcomes are written once.</summary>
internal static class CellColumns
{
    public static void Write(Utf8JsonWriter json, StabilityMap map)
    {
        WriteCoordinates(json, map);
        var tallies = new Dictionary<OutcomeCounts, int>();
        var first = new List<MapCell>();
        var tallyOf = new int[map.Cells.Length];
        for (var i = 0; i < tallyOf.Length; i++)
        {
            var counts = map.Cells[i].Counts;
            if (!tallies.TryGetValue(counts, out tallyOf[i]))
            {
                tallies.Add(counts, tallyOf[i] = first.Count);
                first.Add(map.Cells[i]);
            }
        }

        json.WriteStartArray("tallies");
        foreach (var cell in first)
        {
            WriteTally(json, cell);
        }

        json.WriteEndArray();
        json.WriteStartObject("cells");
        json.WriteStartArray("tally");
        foreach (var tally in tallyOf)
        {
            json.WriteNumberValue(tally);
        }

        json.WriteEndArray();
        json.WriteArray("score", map.Cells.Select(cell => cell.StableScore.Mean), 4);
        json.WriteArray("deviation", map.Cells.Select(cell => cell.StableScore.StandardDeviation), 3);
        json.WriteArray("steps", map.Cells.Select(cell => cell.StepsToDivergence.Median), 6);
        json.WriteArray("seconds", map.Cells.Select(cell => cell.IsPending ? double.NaN : cell.TrainingTime.TotalSeconds), 3);
        json.WriteStartObject("failed");
        foreach (var (number, cell) in map.Cells.Index().Where(pair => pair.Item.FailedTrials > 0))
        {
            json.WriteNumber($"{number}", cell.FailedTrials);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteCoordinates(Utf8JsonWriter json, StabilityMap map)
    {
        json.WriteStartArray("axes");
        for (var axis = 0; axis < map.Sweep.Axes.Length; axis++)
        {
            var values = map.Cells.Select(cell => cell.Cell.Coordinates[axis]).Distinct().Order(CellOrder.Along(map.Sweep.Axes[axis])).ToArray();
            var numbers = values.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
            json.WriteStartObject();
            json.WriteString("name", map.Sweep.Axes[axis].Parameter);
            json.WriteStartArray("values");
            foreach (var value in values)
            {
                json.WriteStringValue(NumberText.Of(value));
            }

            json.WriteEndArray();
            json.WriteStartArray("at");
            foreach (var cell in map.Cells)
            {
                json.WriteNumberValue(numbers[cell.Cell.Coordinates[axis]]);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTally(Utf8JsonWriter json, MapCell cell)
    {
        json.WriteStartObject();
        json.WriteNumber("label", cell.Majority is { } label ? OutcomeDescription.Severity(label) : -1);
        json.WriteArray("counts", OutcomeDescription.All.Select(description => (double)cell.Counts[description.Outcome]));
        json.WriteNumber("stable", cell.Stable.Successes);
        json.WriteNumber("trials", cell.Stable.Trials);
        json.WritePropertyName("p");
        json.WriteRounded(cell.Stable.Estimate);
        json.WriteArray("interval", [cell.StableInterval.Lower, cell.StableInterval.Upper]);
        json.WriteEndObject();
    }
}
