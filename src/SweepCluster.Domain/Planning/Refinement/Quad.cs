namespace SweepCluster.Domain.Planning.Refinement;

/// <summary>
/// A rectangle of the map: interval <paramref name="I"/> of the axis across and <paramref name="J"/> of the axis
/// upwards, at one level, in one slice.
/// </summary>
internal readonly record struct Quad(int Slice, int Level, int I, int J);
