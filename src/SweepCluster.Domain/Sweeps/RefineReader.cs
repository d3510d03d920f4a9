using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Planning.Refinement;

namespace SweepCluster.Domain.Sweeps;

/// <summary>Reads where and how far <c>refine</c> looks closer.</summary>
internal static class RefineReader
{
    public const int MostCoarse = 1024;

    private static readonly string[] Keys = ["coarse", "resolution", "threshold", "tolerance"];

    public static readonly NumberRange Thresholds = new(0, 1, MinimumIsExclusive: true, MaximumIsExclusive: true);
    public static readonly NumberRange Tolerances = new(0, double.PositiveInfinity, MinimumIsExclusive: true);

    /// <summary>The settings of a refinement, null for another kind; and the values per mapped axis that it asks for.</summary>
    public static (Refine? Refine, int? Resolution) Read(GroupReader group, StrategyKind kind)
    {
        var defaults = new Refine();
        var coarse = (int?)group.Integer("coarse", 1, MostCoarse);
        var resolution = (int?)group.Integer("resolution", 2, AxisReader.MostCells);
        var threshold = group.Real("threshold", Thresholds);
        var tolerance = group.Real("tolerance", Tolerances);
        if (kind == StrategyKind.Refine)
        {
            return (new Refine(coarse ?? defaults.Coarse, threshold ?? defaults.Threshold, tolerance ?? defaults.Tolerance), resolution);
        }

        foreach (var key in Keys.Where(key => group.Find(key) is not null))
        {
            group.Error(key, "is for kind: refine");
        }

        return (null, null);
    }

    /// <summary>
    /// The axes with as many values as the resolution asks for: that is the dense grid, of which the refinement
    /// trains a part. Reports what cannot be refined.
    /// </summary>
    public static ImmutableArray<Axis> Resolve(
        Strategy strategy, int? resolution, ImmutableArray<Axis> axes, MapAxes map, FamilyDefinition family, GroupReader group)
    {
        if (strategy.Refine is not { } refine || axes.Any(axis => axis.Values.IsEmpty))
        {
            return axes;
        }

        if (axes.IsEmpty)
        {
            group.Error("kind", "refine needs an axis to split; add axes, or leave out the strategy");
            return axes;
        }

        bool IsMapped(Axis axis) => axis.Parameter == map.X || axis.Parameter == map.Y;
        if (axes.FirstOrDefault(axis => IsMapped(axis) && !IsOrdered(family[axis.Parameter])) is { } unordered)
        {
            group.Error("kind", $"refine splits between neighbouring values, but those of '{unordered.Parameter}' have no order; "
                + "name other axes under map (an axis that is not mapped gives one picture per value), or use grid");
            return axes;
        }

        axes = [.. axes.Select(axis => IsMapped(axis) && resolution is { } count ? Resized(axis, count, family) : axis)];
        var mapped = axes.Where(IsMapped).ToArray();
        if (resolution < refine.Coarse + 1)
        {
            group.Error("resolution", $"found {resolution}, but the coarse cover alone has {refine.Coarse + 1} values per axis; give more, or a smaller coarse");
        }
        else if (mapped.All(axis => axis.Values.Length < resolution))
        {
            group.Error("resolution", $"asks for {resolution} values per mapped axis, but {Lengths(mapped)}; leave it out, or give one of them as log or linear with that many different values");
        }
        else if (mapped.All(axis => axis.Values.Length <= refine.Coarse + 1))
        {
            group.Error("kind", $"there is nothing to refine: the coarse cover has {refine.Coarse + 1} values per axis, and {Lengths(mapped)}; give a resolution, a smaller coarse, or use grid");
        }
        else
        {
            CheckSize(strategy, axes, map, group);
        }

        return axes;
    }

    private static void CheckSize(Strategy strategy, ImmutableArray<Axis> axes, MapAxes map, GroupReader group)
    {
        var dense = axes.Aggregate(1.0, (product, axis) => product * axis.Values.Length);
        if (dense > int.MaxValue)
        {
            group.Error("kind", FormattableString.Invariant($"the grid that refine works on has {dense:G7} cells; the most is {int.MaxValue}. Use a smaller resolution, or fewer values on the other axes"));
            return;
        }

        var cover = RefineLattice.CoarseCellsOf(axes, map, strategy.Refine!.Coarse);
        if (cover > strategy.Cells)
        {
            group.Error("cells", $"found {strategy.Cells}, but the coarse cover alone has {cover} cells; allow more, or give a smaller coarse");
        }
    }

    private static bool IsOrdered(ParameterDefinition parameter) => parameter.Kind is not (ParameterKind.Choice or ParameterKind.Flag);

    private static Axis Resized(Axis axis, int count, FamilyDefinition family)
    {
        if (axis.Range is not { Step: null } range)
        {
            return axis;
        }

        var resized = range with { Count = count };
        return axis with { Range = resized, Values = AxisPoints.Grid(axis.Scale, resized, family[axis.Parameter].Kind) };
    }

    private static string Lengths(IEnumerable<Axis> axes) =>
        string.Join(" and ", axes.Select(axis => $"'{axis.Parameter}' has {axis.Values.Length}"));
}
