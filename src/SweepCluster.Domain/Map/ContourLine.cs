using System.Collections.Immutable;

namespace SweepCluster.Domain.Map;

/// <summary>A line over a grid of values, as fractional columns and rows. A closed one does not repeat its first point.</summary>
public sealed record ContourLine(bool IsClosed, ImmutableArray<(double Column, double Row)> Points);
