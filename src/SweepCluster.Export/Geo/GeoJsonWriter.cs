using System.Text.Encodings.Web;
using System.Text.Json;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Export.Maps;

namespace SweepCluster.Export.Geo;

/// <summary>
/// Writes <c>map.geojson</c>, a FeatureCollection after RFC 7946: cells as polygons, isolines as lines, all in the
/// axes' own values. The foreign member <c>axes</c> says what x and y are. Values without an order are counted from 0.
/// </summary>
public static class GeoJsonWriter
{
    private static readonly JsonWriterOptions Options = new() { NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="output">Receives UTF-8; stays open.</param>
    public static void Write(StabilityMap map, Stream output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        var x = TileEdges.Of(map, map.X, lattice => lattice.X);
        var y = TileEdges.Of(map, map.Y, lattice => lattice.Y);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteString("name", map.Sweep.Name);
        json.WriteStartObject("axes");
        WriteAxis(json, "x", map.X, x);
        WriteAxis(json, "y", map.Y, y);
        json.WriteEndObject();
        json.WriteStartArray("features");
        foreach (var (number, slice) in map.Slices.Index())
        {
            WriteCells(json, map, slice, number, x, y);
            WriteIsolines(json, map, slice, number);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteAxis(Utf8JsonWriter json, string name, MapAxis? axis, TileEdges edges)
    {
        if (axis is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("parameter", axis.Axis.Parameter);
        json.WriteString("scale", edges.IsListed ? "category" : axis.Axis.Scale == Domain.Sweeps.AxisScale.Log ? "log" : "linear");
        json.WriteStartArray("values");
        foreach (var value in axis.Values)
        {
            json.WriteStringValue(value.Text);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCells(Utf8JsonWriter json, StabilityMap map, MapSlice slice, int number, TileEdges x, TileEdges y)
    {
        var lattice = Lattice.Of(map, slice);
        foreach (var cell in slice.Cells)
        {
            json.WriteStartObject();
            json.WriteString("type", "Feature");
            json.WriteStartObject("geometry");
            var column = x.BandOf(slice.XOf(cell));
            var row = y.BandOf(slice.YOf(cell));
            if (lattice is not null && column is { } across && row is { } upwards)
            {
                WriteRing(json, across.From, upwards.From, across.To, upwards.To);
            }
            else
            {
                json.WriteString("type", "Point");
                json.WritePropertyName("coordinates");
                WritePosition(json, x.PlaceOf(slice.XOf(cell)), y.PlaceOf(slice.YOf(cell)));
            }

            json.WriteEndObject();
            json.WriteStartObject("properties");
            json.WriteNumber("slice", number);
            foreach (var (axis, value) in map.Sweep.Axes.Zip(cell.Cell.Coordinates))
            {
                json.WriteString(axis.Parameter, value.Text);
            }

            json.WriteString("label", CellLabel.Of(cell));
            json.WriteNumber("trials", cell.Stable.Trials);
            json.WriteNumber("failed_trials", cell.FailedTrials);
            WriteStatistic(json, "p_stable", cell.Stable.Estimate);
            json.WriteNumber("p_stable_low", cell.StableInterval.Lower);
            json.WriteNumber("p_stable_high", cell.StableInterval.Upper);
            WriteStatistic(json, "score_mean", cell.StableScore.Mean);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    // Anticlockwise, as the RFC's right-hand rule has it for an exterior ring.
    private static void WriteRing(Utf8JsonWriter json, double left, double bottom, double right, double top)
    {
        (left, right) = (Math.Min(left, right), Math.Max(left, right));
        (bottom, top) = (Math.Min(bottom, top), Math.Max(bottom, top));
        json.WriteString("type", "Polygon");
        json.WriteStartArray("coordinates");
        json.WriteStartArray();
        WritePosition(json, left, bottom);
        WritePosition(json, right, bottom);
        WritePosition(json, right, top);
        WritePosition(json, left, top);
        WritePosition(json, left, bottom);
        json.WriteEndArray();
        json.WriteEndArray();
    }

    private static void WriteIsolines(Utf8JsonWriter json, StabilityMap map, MapSlice slice, int number)
    {
        foreach (var set in Isolines.Levels.Select(level => Isolines.Of(map, slice, level)).Where(set => !set.Lines.IsEmpty))
        {
            json.WriteStartObject();
            json.WriteString("type", "Feature");
            json.WriteStartObject("geometry");
            json.WriteString("type", "MultiLineString");
            json.WriteStartArray("coordinates");
            foreach (var line in set.Lines)
            {
                json.WriteStartArray();
                foreach (var point in line.IsClosed ? line.Points.Append(line.Points[0]) : line.Points)
                {
                    WritePosition(json, point.X, point.Y);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartObject("properties");
            json.WriteNumber("slice", number);
            json.WriteNumber("level", set.Level);
            json.WriteString("title", MapCaption.SliceTitle(slice));
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    private static void WritePosition(Utf8JsonWriter json, double x, double y)
    {
        json.WriteStartArray();
        json.WriteNumberValue(x);
        json.WriteNumberValue(y);
        json.WriteEndArray();
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
}
