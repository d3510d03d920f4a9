using System.Collections.Immutable;

namespace SweepCluster.Domain.Map;

/// <summary>A point between the cells' centres.</summary>
/// <param name="X">Value of the axis across.</param>
/// <param name="Y">Value of the axis upwards.</param>
/// <param name="Column">The same as a fractional number of the slice's columns; see <see cref="AxisRuler"/>.</param>
/// <param name="Row">The same as a fractional number of its rows.</param>
public readonly record struct IsolinePoint(double X, double Y, double Column, double Row);

/// <summary>A line of equal P(stable), the larger values on its left. A closed one does not repeat its first point.</summary>
public sealed record Isoline(bool IsClosed, ImmutableArray<IsolinePoint> Points)
{
    public bool Equals(Isoline? other) => other is not null && IsClosed == other.IsClosed && Points.SequenceEqual(other.Points);

    public override int GetHashCode() => HashCode.Combine(IsClosed, Points.Length);
}

/// <summary>All lines of one level in a slice.</summary>
/// <param name="Level">The P(stable) that the lines follow.</param>
/// <param name="Lines">In reading order of where they begin; open ones end at the edge or at an unknown cell.</param>
/// <param name="OpenSaddles">
/// Centres of squares whose diagonals disagree and where the map has no cell to say which pair is joined; there the
/// mean of the corners decided. A cell planned at such a point settles it.
/// </param>
/// <param name="Absence">Why the slice has no isolines, as a sentence; null where it can have them.</param>
public sealed record IsolineSet(double Level, ImmutableArray<Isoline> Lines, ImmutableArray<IsolinePoint> OpenSaddles, string? Absence);

/// <summary>The uncertain part of a slice: where P(stable) lies between two levels.</summary>
/// <param name="Rings">Closed lines; filled by the even-odd rule they are the band.</param>
/// <param name="Absence">Why there is none, as a sentence; null where there can be.</param>
public sealed record IsolineBand(double Lower, double Upper, ImmutableArray<Isoline> Rings, string? Absence);
