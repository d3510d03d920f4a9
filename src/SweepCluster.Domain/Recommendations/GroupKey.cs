using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Recommendations;

/// <summary>The values that the cells of a group share.</summary>
internal sealed record GroupKey(ImmutableArray<ParameterValue> Values)
{
    /// <summary>By the first value, then the second and so on, each in the order of its axis.</summary>
    public static IComparer<GroupKey> Order(ImmutableArray<Axis> axes)
    {
        var comparers = axes.Select(CellOrder.Along).ToImmutableArray();
        return Comparer<GroupKey>.Create((a, b) => comparers
            .Select((comparer, i) => comparer.Compare(a.Values[i], b.Values[i]))
            .FirstOrDefault(order => order != 0));
    }

    public bool Equals(GroupKey? other) => other is not null && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => Values.Aggregate(17, HashCode.Combine);
}
