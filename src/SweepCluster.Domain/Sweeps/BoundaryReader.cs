namespace SweepCluster.Domain.Sweeps;

/// <summary>Reads how <c>boundary</c> proceeds.</summary>
internal static class BoundaryReader
{
    /// <summary>A model of n cells costs n³.</summary>
    public const int MostCells = 2048;

    private static readonly string[] Keys = ["initial", "batch"];

    /// <summary>The settings; null for another kind.</summary>
    public static Boundary? Read(GroupReader group, StrategyKind kind, int? cells)
    {
        var initial = (int?)group.Integer("initial", 1, MostCells);
        var batch = (int?)group.Integer("batch", 1, MostCells);
        if (kind != StrategyKind.Boundary)
        {
            foreach (var key in Keys.Where(key => group.Find(key) is not null))
            {
                group.Error(key, "is for kind: boundary");
            }

            return null;
        }

        if (cells > MostCells)
        {
            group.Error("cells", $"found {cells}; the most for kind: boundary is {MostCells}. Give fewer, or use sobol");
        }
        else if (initial > cells)
        {
            group.Error("initial", $"found {initial}, but there are only {cells} cells; give more cells, or a smaller initial");
        }

        var defaults = new Boundary();
        return new Boundary(initial ?? Math.Min(defaults.Initial, cells ?? defaults.Initial), batch ?? defaults.Batch);
    }
}
