using System.Collections.Immutable;
using SweepCluster.Domain.Families;

namespace SweepCluster.Domain.Cells;

/// <summary>One point of a sweep's space: a value per axis and the complete setting that they make.</summary>
/// <param name="Id">Made of the coordinates; see <see cref="CellId"/>.</param>
/// <param name="Coordinates">One value per axis, in the order of the sweep's axes; empty for a reference cell.</param>
/// <param name="Parameters">Every parameter of the family.</param>
/// <param name="IsReference">Whether this is the setting that others are compared with, not a point of the map.</param>
public sealed record Cell(CellId Id, ImmutableArray<ParameterValue> Coordinates, ParameterSet Parameters, bool IsReference = false)
{
    public bool Equals(Cell? other) => other is not null && Id == other.Id && IsReference == other.IsReference
        && Parameters.Equals(other.Parameters) && Coordinates.SequenceEqual(other.Coordinates);

    public override int GetHashCode() => Id.GetHashCode();
}

/// <summary>A training run that a planner wants.</summary>
public sealed record Trial(Cell Cell, int Replicate)
{
    public TrialId Id => new(Cell.Id, Replicate);
}
