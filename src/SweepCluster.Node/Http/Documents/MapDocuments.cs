using SweepCluster.Domain.Map;
using SweepCluster.Node.Http.Maps;

namespace SweepCluster.Node.Http.Documents;

/// <summary>The pictures of a map.</summary>
/// <param name="X">The axis across; null for a sweep without axes.</param>
/// <param name="Y">The axis upwards; null for fewer than two.</param>
public sealed record SliceList(string? X, string? Y, IReadOnlyList<SliceDocument> Slices);

/// <param name="Index">What <c>slice=</c> takes, from 0.</param>
/// <param name="Fixed">The values of the axes that are not drawn.</param>
public sealed record SliceDocument(int Index, IReadOnlyDictionary<string, string> Fixed, int Columns, int Rows, int Cells)
{
    internal static SliceDocument Of(MapSlice slice, MapRaster? raster, int index) => new(
        index,
        slice.Fixed.ToDictionary(coordinate => coordinate.Parameter, coordinate => coordinate.Value.Text),
        raster?.Columns ?? Math.Max(1, slice.X.Length),
        raster?.Rows ?? Math.Max(1, slice.Y.Length),
        slice.Cells.Length);
}

/// <summary>A part of a layer.</summary>
/// <param name="X0">The first column.</param>
/// <param name="Y0">The first row, counted upwards.</param>
/// <param name="Columns">Of the whole layer.</param>
/// <param name="X">The values of the part's columns, as in the sweep file; empty without an axis.</param>
/// <param name="Labels">[row][column] outcomes of the layer <c>label</c>; null for other layers, and for places that are unknown.</param>
/// <param name="Values">[row][column] numbers of any other layer; null for places that are unknown.</param>
public sealed record LayerTile(
    string Layer,
    int Slice,
    int X0,
    int Y0,
    int Columns,
    int Rows,
    IReadOnlyList<string> X,
    IReadOnlyList<string> Y,
    IReadOnlyList<IReadOnlyList<string?>>? Labels,
    IReadOnlyList<IReadOnlyList<double>>? Values);

/// <summary>Where P(stable) has a value.</summary>
/// <param name="Absence">Why there are no lines; null where there can be.</param>
public sealed record IsolineDocument(int Slice, double Level, string? Absence, IReadOnlyList<IsolineLine> Lines)
{
    public static IsolineDocument Of(int slice, IsolineSet set) => new(
        slice,
        set.Level,
        set.Absence,
        [.. set.Lines.Select(line => new IsolineLine(line.IsClosed, [.. line.Points.Select(point => new IsolineVertex(point.X, point.Y, point.Column, point.Row))]))]);
}

/// <param name="IsClosed">A closed line does not repeat its first point.</param>
public sealed record IsolineLine(bool IsClosed, IReadOnlyList<IsolineVertex> Points);

/// <param name="Column">The place of <paramref name="X"/> among the columns, with a fraction.</param>
public sealed record IsolineVertex(double X, double Y, double Column, double Row);
