using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Export.Drawing;
using SweepCluster.Export.Maps;

namespace SweepCluster.Export.Html;

/// <summary>
/// The data of a report, as JSON that its script reads. Cells are columns of numbers: a map may have a million.
/// Null is unknown.
/// </summary>
internal static class ReportData
{
    private const int Shades = 21;

    // The default encoder escapes '<', so that no text of a user ends the script element.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Default };

    public static void Write(StabilityMap map, HtmlContext context, Stream output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        var numbers = map.Cells.Select((cell, number) => (cell.Cell.Id, number)).ToDictionary(pair => pair.Id, pair => pair.number);
        var layout = MapLayout.Of(map);
        json.WriteStartObject();
        WriteSweep(json, map);
        WriteAxis(json, "x", layout.X, map.X);
        WriteAxis(json, "y", layout.Y, map.Y);
        WriteOutcomes(json, map);
        CellColumns.Write(json, map);
        json.WriteStartArray("slices");
        foreach (var slice in map.Slices)
        {
            SliceData.Write(json, map, slice, layout, numbers);
        }

        json.WriteEndArray();
        LearningCurves.Choose(map, context.CurveBytes).Write(json);
        RecommendationData.Write(json, map, context.Recommendations, numbers);
        ImportanceData.Write(json, context.Importance);
        json.WriteEndObject();
    }

    /// <summary>A number in a given number of significant digits; null where it is not finite.</summary>
    public static void WriteRounded(this Utf8JsonWriter json, double? value, int digits = 5)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteRawValue(number.ToString($"G{digits}", System.Globalization.CultureInfo.InvariantCulture), skipInputValidation: true);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    public static void WriteArray(this Utf8JsonWriter json, string name, IEnumerable<double> values, int digits = 5)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteRounded(value, digits);
        }

        json.WriteEndArray();
    }

    private static void WriteSweep(Utf8JsonWriter json, StabilityMap map)
    {
        json.WriteStartObject("sweep");
        json.WriteString("name", map.Sweep.Name);
        json.WriteString("subtitle", MapCaption.Subtitle(map));
        json.WriteString("references", MapCaption.References(map));
        json.WriteNumber("pendingCells", map.PendingCells - map.UnknownCells);
        json.WriteNumber("unknownCells", map.UnknownCells);
        json.WriteStartArray("notes");
        foreach (var note in MapCaption.Notes(map))
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteAxis(Utf8JsonWriter json, string name, AxisLayout layout, MapAxis? axis)
    {
        if (axis is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("name", layout.Name);
        json.WriteBoolean("isListed", layout.IsListed);
        json.WriteArray("edges", layout.Edges);
        json.WriteArray("centres", layout.Centres);
        json.WriteStartArray("ticks");
        foreach (var tick in layout.Ticks)
        {
            json.WriteStartArray();
            json.WriteRounded(tick.Place);
            json.WriteStringValue(tick.Label);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteOutcomes(Utf8JsonWriter json, StabilityMap map)
    {
        json.WriteStartArray("outcomes");
        foreach (var description in OutcomeDescription.All)
        {
            var colour = OutcomePalette.Of(description.Outcome);
            json.WriteStartObject();
            json.WriteString("name", description.Name);
            json.WriteString("meaning", description.Meaning);
            json.WriteString("symbol", OutcomePalette.Symbol(description.Outcome).ToString());
            json.WriteString("colour", colour.Hex);
            json.WriteString("contrast", colour.Contrast.Hex);
            json.WriteNumber("trials", map.Counts[description.Outcome]);
            json.WriteStartArray("mark");
            foreach (var line in OutcomePalette.Mark(description.Outcome))
            {
                WriteFlat(json, line);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("shades");
        for (var i = 0; i < Shades; i++)
        {
            json.WriteStringValue(ProbabilityScale.At(i / (Shades - 1.0)).Hex);
        }

        json.WriteEndArray();
    }

    private static void WriteFlat(Utf8JsonWriter json, ImmutableArray<Point> line)
    {
        json.WriteStartArray();
        foreach (var point in line)
        {
            json.WriteRounded(point.X, 4);
            json.WriteRounded(point.Y, 4);
        }

        json.WriteEndArray();
    }
}
