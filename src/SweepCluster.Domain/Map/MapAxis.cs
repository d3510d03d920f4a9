using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Map;

/// <summary>An axis of the sweep as it is drawn.</summary>
/// <param name="Axis">The sweep's axis.</param>
/// <param name="Index">Its place among the sweep's axes, and so in a cell's coordinates.</param>
/// <param name="Values">The distinct values that are listed or taken by a cell, in drawing order.</param>
public sealed record MapAxis(Axis Axis, int Index, ImmutableArray<ParameterValue> Values);
