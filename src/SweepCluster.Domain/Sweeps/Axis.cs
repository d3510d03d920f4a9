using System.Collections.Immutable;
using SweepCluster.Domain.Families;

namespace SweepCluster.Domain.Sweeps;

/// <summary>How the values of an axis are spaced.</summary>
public enum AxisScale
{
    /// <summary>Listed one by one: equal steps on a picture, whatever the values.</summary>
    Category,

    Linear,

    Log,
}

/// <summary>One varied parameter.</summary>
/// <param name="Parameter">The parameter's name.</param>
/// <param name="Scale">The spacing of <paramref name="Values"/>.</param>
/// <param name="Values">The grid's values, in the order of the sweep file.</param>
public sealed record Axis(string Parameter, AxisScale Scale, ImmutableArray<ParameterValue> Values);
