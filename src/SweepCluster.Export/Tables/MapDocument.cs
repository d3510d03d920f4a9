using System.Text.Encodings.Web;
using System.Text.Json;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Export.Maps;

namespace SweepCluster.Export.Tables;

/// <summary>
/// Writes <c>map.json</c>: what <c>cells.csv</c> says, with the sweep's axes, for scripts. Null is unknown. Its
/// schema is <c>docs/map.schema.json</c>.
/// </summary>
public static class MapDocument
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="output">Receives UTF-8; stays open.</param>
    public static void Write(StabilityMap map, Stream output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("sweep", map.Sweep.Name);
        json.WriteString("family", MapCaption.FamilyName(map.Sweep.Family));
        json.WriteString("dataset", map.Sweep.Dataset.Name);
        json.WriteNumber("classifierVersion", Classifier.Version);
        WriteAxes(json, map);
        WriteCounts(json, map.Counts);
        json.WriteNumber("pendingCells", map.PendingCells - map.UnknownCells);
        json.WriteNumber("unknownCells", map.UnknownCells);
        json.WriteStartArray("cells");
        foreach (var cell in map.Cells)
        {
            WriteCell(json, map, cell);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteAxes(Utf8JsonWriter json, StabilityMap map)
    {
        json.WriteStartArray("axes");
        foreach (var axis in map.Sweep.Axes)
        {
            json.WriteStartObject();
            json.WriteString("parameter", axis.Parameter);
            json.WriteString("scale", JsonNamingPolicy.CamelCase.ConvertName(axis.Scale.ToString()));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("x", map.X?.Axis.Parameter);
        json.WriteString("y", map.Y?.Axis.Parameter);
    }

    private static void WriteCell(Utf8JsonWriter json, StabilityMap map, MapCell cell)
    {
        json.WriteStartObject();
        json.WriteStartObject("coordinates");
        for (var i = 0; i < cell.Cell.Coordinates.Length; i++)
        {
            json.WritePropertyName(map.Sweep.Axes[i].Parameter);
            WriteValue(json, cell.Cell.Coordinates[i]);
        }

        json.WriteEndObject();
        json.WriteString("label", CellLabel.Of(cell));
        json.WriteNumber("trials", cell.Stable.Trials);
        json.WriteNumber("failedTrials", cell.FailedTrials);
        WriteCounts(json, cell.Counts);
        WriteStatistic(json, "stableProbability", cell.Stable.Estimate);
        json.WriteStartArray("stableInterval");
        json.WriteNumberValue(cell.StableInterval.Lower);
        json.WriteNumberValue(cell.StableInterval.Upper);
        json.WriteEndArray();
        WriteStatistic(json, "scoreMean", cell.StableScore.Mean);
        WriteStatistic(json, "scoreDeviation", cell.StableScore.StandardDeviation);
        WriteStatistic(json, "medianDivergenceStep", cell.StepsToDivergence.Median);
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, OutcomeCounts counts)
    {
        json.WriteStartObject("counts");
        foreach (var description in OutcomeDescription.All)
        {
            json.WriteNumber(description.Name, counts[description.Outcome]);
        }

        json.WriteEndObject();
    }

    private static void WriteStatistic(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, ParameterValue value)
    {
        switch (value.Kind)
        {
            case ParameterKind.Real or ParameterKind.Integer when double.IsFinite(value.AsReal()):
                json.WriteRawValue(value.Text);
                break;
            case ParameterKind.Flag:
                json.WriteBooleanValue(value.AsFlag());
                break;
            default:
                json.WriteStringValue(value.Text);
                break;
        }
    }
}
