using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Statistics;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Recommendations;

/// <summary>Reads from a map which settings to use: one recommendation for each group of its cells.</summary>
public static class Recommendations
{
    /// <summary>The recommendations, in the order of the groups' values.</summary>
    /// <exception cref="ArgumentException">The request names what is no axis, or an axis of names to go along.</exception>
    public static ImmutableArray<Recommendation> Of(StabilityMap map, RecommendationRequest? request = null)
    {
        request ??= new RecommendationRequest();
        if (map.X is null)
        {
            throw new ArgumentException("The sweep has no axes: there is nothing to choose from.", nameof(map));
        }

        var along = AxisNamed(map.Sweep, request.Along ?? map.X.Axis.Parameter);
        if (map.Sweep.Axes[along].Values is { IsDefaultOrEmpty: false } values && values.Any(value => value.Kind is not (ParameterKind.Real or ParameterKind.Integer)))
        {
            throw new ArgumentException($"The values of {map.Sweep.Axes[along].Parameter} are no numbers: none is the smallest.", nameof(request));
        }

        ImmutableArray<int> groupBy = request.GroupBy is { } names
            ? [.. names.Select(name => AxisNamed(map.Sweep, name)).Where(axis => axis != along)]
            : [.. Enumerable.Range(0, map.Sweep.Axes.Length).Where(axis => axis != along && IsRepeated(map, axis))];
        var lines = new MapLines(map);
        return
        [
            .. map.Cells
                .GroupBy(cell => new GroupKey([.. groupBy.Select(axis => cell.Cell.Coordinates[axis])]))
                .OrderBy(group => group.Key, GroupKey.Order([.. groupBy.Select(axis => map.Sweep.Axes[axis])]))
                .Select(group => OfGroup(lines, [.. groupBy.Select((axis, i) => new FixedCoordinate(map.Sweep.Axes[axis].Parameter, group.Key.Values[i]))], along, [.. group], request.Target)),
        ];
    }

    private static Recommendation OfGroup(MapLines lines, ImmutableArray<FixedCoordinate> group, int along, ImmutableArray<MapCell> cells, double target)
    {
        var axis = lines.Map.Sweep.Axes[along];
        var byValue = cells
            .GroupBy(cell => cell.Cell.Coordinates[along])
            .OrderBy(places => places.Key.AsReal())
            .ToImmutableArray();
        var region = SafeRegion.Of([.. byValue.Select(Evidence)], target);
        var setting = region.From < 0 ? null : BestOf(byValue[region.From]);
        return new Recommendation(
            group,
            axis.Parameter,
            region,
            [.. byValue.Select(places => places.Key)],
            setting,
            BestOf(cells),
            setting is null ? [] : CliffMargin.Of(lines, setting),
            cells.Count(cell => cell.IsPending));
    }

    private static Proportion Evidence(IEnumerable<MapCell> cells) =>
        new(cells.Sum(cell => cell.Stable.Successes), cells.Sum(cell => cell.Stable.Trials));

    private static MapCell? BestOf(IEnumerable<MapCell> cells) => cells
        .Where(cell => cell.Stable.Estimate > 0.5 && !double.IsNaN(cell.StableScore.Mean))
        .MaxBy(cell => cell.StableScore.Mean);

    private static bool IsRepeated(StabilityMap map, int axis) =>
        !map.Sweep.Strategy.IsScattered || map.Sweep.Axes[axis].Range is null;

    private static int AxisNamed(Sweep sweep, string name)
    {
        var names = sweep.Axes.Select(axis => axis.Parameter).ToImmutableArray();
        return names.IndexOf(name) is var index and >= 0
            ? index
            : throw new ArgumentException($"'{name}' is no axis of the sweep; its axes are {string.Join(", ", names)}.", nameof(name));
    }
}
