using SweepCluster.Domain.Families;
using SweepCluster.Domain.Randomness;

namespace SweepCluster.Domain.Sweeps;

/// <summary>Reads how cells are chosen.</summary>
internal static class StrategyReader
{
    public static readonly (string Name, StrategyKind Value)[] Kinds =
    [
        ("grid", StrategyKind.Grid),
        ("random", StrategyKind.Random),
        ("sobol", StrategyKind.Sobol),
        ("latin", StrategyKind.Latin),
        ("refine", StrategyKind.Refine),
        ("boundary", StrategyKind.Boundary),
    ];

    /// <summary>The strategy, and the values per mapped axis that a refinement asks for.</summary>
    public static (Strategy Strategy, int? Resolution) Strategy(GroupReader group)
    {
        var kind = group.Choice("kind", Kinds) ?? StrategyKind.Grid;
        var cells = (int?)group.Integer("cells", 1, AxisReader.MostCells);
        var (refine, resolution) = RefineReader.Read(group, kind);
        var strategy = new Strategy(kind, cells, refine, BoundaryReader.Read(group, kind, cells));
        group.Finish();
        if (strategy.IsScattered)
        {
            group.Required("cells", "how many cells to draw");
        }
        else if (kind == StrategyKind.Grid && cells is not null)
        {
            group.Error("cells", "is for the other kinds; a grid's axes say how many cells it has");
        }

        return (strategy, resolution);
    }

    /// <summary>Refuses grids that are too large to enumerate, and points that listed values cannot make.</summary>
    public static void CheckSize(Strategy strategy, IReadOnlyList<Axis> axes, FamilyDefinition family, GroupReader file)
    {
        if (strategy.Kind == StrategyKind.Grid)
        {
            var cells = axes.Aggregate(1.0, (product, axis) => product * axis.Values.Length);
            if (cells > AxisReader.MostCells)
            {
                file.Error("axes", FormattableString.Invariant(
                    $"the grid has {cells:G7} cells; the most is {AxisReader.MostCells}. Use fewer values per axis, or strategy: {{kind: random, cells: …}}"));
            }
        }
        else if (strategy.IsScattered && axes.All(axis => axis.Values.Length > 0) && AxisPoints.Combinations(family, axes) is var most && strategy.Cells > most)
        {
            file.Error("strategy", $"asks for {strategy.Cells} cells, but the axes make only {most} different ones");
        }

        if (strategy.Kind is StrategyKind.Sobol or StrategyKind.Boundary && axes.Count > SobolSequence.MostDimensions)
        {
            var kind = Kinds.First(named => named.Value == strategy.Kind).Name;
            file.Error("axes", $"there are {axes.Count} axes, but {kind} takes at most {SobolSequence.MostDimensions}; use latin or random");
        }
    }
}
