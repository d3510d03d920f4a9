using System.Collections.Immutable;

namespace SweepCluster.Domain.Map;

/// <summary>Which places of a grid are stable: yes, no, or not known.</summary>
/// <param name="Columns">At least 1.</param>
/// <param name="Rows">At least 1.</param>
/// <param name="Places">[row, column] in one array; null where unknown.</param>
public sealed record StabilityField(int Columns, int Rows, ImmutableArray<bool?> Places)
{
    public bool? this[int column, int row] => Places[(row * Columns) + column];

    /// <summary>A slice on its grid: stable where more than half of the trials are. Null for a scattered strategy.</summary>
    public static StabilityField? Of(StabilityMap map, MapSlice slice) => Lattice.Of(map, slice) is not { } lattice
        ? null
        : new StabilityField(lattice.Columns, lattice.Rows, [.. lattice.Field(cell => cell.Stable.Estimate).Select(p => double.IsNaN(p) ? (bool?)null : p > 0.5)]);

    public bool Equals(StabilityField? other) =>
        other is not null && Columns == other.Columns && Rows == other.Rows && Places.SequenceEqual(other.Places);

    public override int GetHashCode() => HashCode.Combine(Columns, Rows);
}
