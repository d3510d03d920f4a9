using System.Text.Json;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Map;
using SweepCluster.Export.Maps;

namespace SweepCluster.Export.Html;

/// <summary>One picture of a report: which cell is where, the isolines, and the boundary's dimension.</summary>
internal static class SliceData
{
    public static void Write(Utf8JsonWriter json, StabilityMap map, MapSlice slice, MapLayout layout, Dictionary<CellId, int> numbers)
    {
        json.WriteStartObject();
        json.WriteString("title", MapCaption.SliceTitle(slice));
        if (Lattice.Of(map, slice) is { } lattice)
        {
            WritePlaces(json, lattice, numbers);
            WritePoints(json, layout, slice, lattice.OffGrid, numbers);
        }
        else
        {
            json.WriteNumber("columns", 0);
            json.WriteNumber("rows", 0);
            WritePoints(json, layout, slice, slice.Cells, numbers);
        }

        WriteIsolines(json, map, slice, layout);
        json.WriteStartArray("dimensions");
        foreach (var estimate in new[] { BoxCount.Of(map, slice), UncertaintyExponent.Of(map, slice) })
        {
            WriteDimension(json, estimate);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePlaces(Utf8JsonWriter json, Lattice lattice, Dictionary<CellId, int> numbers)
    {
        json.WriteNumber("columns", lattice.Columns);
        json.WriteNumber("rows", lattice.Rows);
        var hasFilled = false;
        json.WriteStartArray("places");
        for (var row = 0; row < lattice.Rows; row++)
        {
            for (var column = 0; column < lattice.Columns; column++)
            {
                json.WriteNumberValue(lattice[column, row] is { } cell ? numbers[cell.Cell.Id] : -1);
                hasFilled |= lattice.IndexAt(column, row) >= 0 && !lattice.IsPlanned(column, row);
            }
        }

        json.WriteEndArray();
        if (!hasFilled)
        {
            return;
        }

        json.WriteStartArray("planned");
        for (var place = 0; place < lattice.Rows * lattice.Columns; place++)
        {
            if (lattice.IsPlanned(place % lattice.Columns, place / lattice.Columns))
            {
                json.WriteNumberValue(place);
            }
        }

        json.WriteEndArray();
    }

    private static void WritePoints(Utf8JsonWriter json, MapLayout layout, MapSlice slice, IEnumerable<MapCell> cells, Dictionary<CellId, int> numbers)
    {
        json.WriteStartArray("points");
        foreach (var cell in cells)
        {
            var place = PointField.PlaceOf(layout, slice, cell);
            json.WriteStartArray();
            json.WriteNumberValue(numbers[cell.Cell.Id]);
            json.WriteRounded(place.X, 4);
            json.WriteRounded(place.Y, 4);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteIsolines(Utf8JsonWriter json, StabilityMap map, MapSlice slice, MapLayout layout)
    {
        json.WriteStartArray("isolines");
        foreach (var set in Isolines.Levels.Select(level => Isolines.Of(map, slice, level)))
        {
            json.WriteStartObject();
            json.WriteNumber("level", set.Level);
            json.WriteString("absence", set.Absence);
            json.WriteStartArray("lines");
            foreach (var line in set.Lines)
            {
                WriteLine(json, line, layout);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("band");
        foreach (var ring in Isolines.Band(map, slice).Rings)
        {
            WriteLine(json, ring, layout);
        }

        json.WriteEndArray();
    }

    private static void WriteLine(Utf8JsonWriter json, Isoline line, MapLayout layout)
    {
        json.WriteStartObject();
        json.WriteBoolean("isClosed", line.IsClosed);
        json.WriteArray("points", line.Points.SelectMany(point => new[] { layout.X.Along(point.Column), layout.Y.Along(point.Row) }), 4);
        json.WriteEndObject();
    }

    private static void WriteDimension(Utf8JsonWriter json, DimensionEstimate estimate)
    {
        json.WriteStartObject();
        json.WriteString("method", estimate.Method);
        json.WritePropertyName("value");
        json.WriteRounded(estimate.Value, 4);
        json.WriteArray("interval", estimate.Interval is { } interval ? [interval.Lower, interval.Upper] : [], 4);
        json.WriteArray("range", [estimate.Range.Smallest, estimate.Range.Largest]);
        json.WriteArray("scales", estimate.Points.Select(point => point.Scale));
        json.WriteArray("measures", estimate.Points.Select(point => point.Measure));
        json.WriteString("insufficiency", estimate.Insufficiency);
        json.WriteEndObject();
    }
}
