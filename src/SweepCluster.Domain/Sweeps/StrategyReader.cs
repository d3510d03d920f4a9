using SweepCluster.Domain.Families;
using SweepCluster.Domain.Randomness;

namespace SweepCluster.Domain.Sweeps;

/// <summary>Reads how cells are chosen and how often each is trained.</summary>
internal static class StrategyReader
{
    public const int MostReplicates = 100_000;
    public const int DefaultReplicates = 3;

    public static readonly (string Name, StrategyKind Value)[] Kinds =
    [
        ("grid", StrategyKind.Grid),
        ("random", StrategyKind.Random),
        ("sobol", StrategyKind.Sobol),
        ("latin", StrategyKind.Latin),
    ];

    public static Strategy Strategy(GroupReader group)
    {
        var kind = group.Choice("kind", Kinds) ?? StrategyKind.Grid;
        var cells = (int?)group.Integer("cells", 1, AxisReader.MostCells);
        var strategy = new Strategy(kind, cells);
        group.Finish();
        if (strategy.IsScattered)
        {
            group.Required("cells", "how many cells to draw");
        }
        else if (kind == StrategyKind.Grid && cells is not null)
        {
            group.Error("cells", "is for kind: random, sobol, latin or refine; a grid's axes say how many cells it has");
        }

        return strategy;
    }

    public static Replicates Replicates(GroupReader group)
    {
        group.Choice("kind", [("fixed", true)]);
        var count = group.Integer("count", 1, MostReplicates) ?? DefaultReplicates;
        group.Finish();
        return new Replicates((int)count);
    }

    /// <summary>Refuses grids that are too large to enumerate, and points that listed values cannot make.</summary>
    public static void CheckSize(Strategy strategy, IReadOnlyList<Axis> axes, FamilyDefinition family, GroupReader file)
    {
        if (!strategy.IsScattered)
        {
            var cells = axes.Aggregate(1.0, (product, axis) => product * axis.Values.Length);
            if (cells > AxisReader.MostCells)
            {
                file.Error("axes", FormattableString.Invariant(
                    $"the grid has {cells:G7} cells; the most is {AxisReader.MostCells}. Use fewer values per axis, or strategy: {{kind: random, cells: …}}"));
            }
        }
        else if (axes.All(axis => axis.Values.Length > 0) && AxisPoints.Combinations(family, axes) is var most && strategy.Cells > most)
        {
            file.Error("strategy", $"asks for {strategy.Cells} cells, but the axes make only {most} different ones");
        }

        if (strategy.Kind == StrategyKind.Sobol && axes.Count > SobolSequence.MostDimensions)
        {
            file.Error("axes", $"there are {axes.Count} axes, but sobol takes at most {SobolSequence.MostDimensions}; use latin or random");
        }
    }
}
