using System.Collections.Immutable;
using SweepCluster.Domain.Families;

namespace SweepCluster.Domain.Sweeps;

/// <summary>How the values of an axis are spaced.</summary>
public enum AxisScale
{
    /// <summary>Listed one by one without a scale: equal steps on a picture, whatever the values.</summary>
    Category,

    Linear,

    Log,
}

/// <summary>One varied parameter.</summary>
/// <param name="Parameter">The parameter's name.</param>
/// <param name="Scale">The spacing of <paramref name="Values"/>.</param>
/// <param name="Values">The grid's values, in the order of the sweep file.</param>
/// <param name="Range">Where the values come from; null for values listed one by one.</param>
public sealed record Axis(string Parameter, AxisScale Scale, ImmutableArray<ParameterValue> Values, AxisRange? Range = null)
{
    public bool Equals(Axis? other) => other is not null && Parameter == other.Parameter && Scale == other.Scale
        && Range == other.Range && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(Parameter, Scale, Values.Length, Range);
}

/// <summary>The interval of an axis, of which a grid takes points and a random strategy draws any.</summary>
/// <param name="Count">Points asked for; integer parameters may have fewer, since equal roundings are kept once.</param>
/// <param name="Step">The distance of the points of an integer axis; null for one divided by a count.</param>
public sealed record AxisRange(double From, double To, int Count, int? Step = null);
