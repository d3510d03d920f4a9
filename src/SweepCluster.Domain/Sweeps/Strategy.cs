namespace SweepCluster.Domain.Sweeps;

/// <summary>How cells are chosen.</summary>
public enum StrategyKind
{
    /// <summary>Every combination of the axes' values.</summary>
    Grid,

    /// <summary>Independent uniform points, on each axis' own scale.</summary>
    Random,

    /// <summary>A scrambled Sobol sequence: points that fill the space evenly from the first on.</summary>
    Sobol,

    /// <summary>A Latin hypercube: each of n equal parts of each axis holds one of the n points.</summary>
    Latin,

    /// <summary>A coarse grid whose quads are split where the map changes, down to the grid of the axes' values.</summary>
    Refine,

    /// <summary>A Sobol cover, then points where a model of the results expects the boundary of stability.</summary>
    Boundary,
}

/// <param name="Cells">
/// How many cells to draw; for <see cref="StrategyKind.Boundary"/> to train; for <see cref="StrategyKind.Refine"/> the most to train, or null for no limit; null for a
/// grid, whose axes say it.
/// </param>
/// <param name="Refine">Where to refine; null for the other kinds.</param>
/// <param name="Boundary">How to look for the boundary; null for the other kinds.</param>
public sealed record Strategy(StrategyKind Kind, int? Cells = null, Refine? Refine = null, Boundary? Boundary = null)
{
    /// <summary>Whether the cells may lie anywhere instead of on the grid of the axes' values.</summary>
    public bool IsScattered => Kind is StrategyKind.Random or StrategyKind.Sobol or StrategyKind.Latin or StrategyKind.Boundary;
}

/// <summary>Where <see cref="StrategyKind.Refine"/> looks closer.</summary>
/// <param name="Coarse">Intervals per mapped axis of the cover that it begins with.</param>
/// <param name="Threshold">A cell whose interval of P(stable) contains this is ambiguous.</param>
/// <param name="Tolerance">The difference of scores between neighbouring stable cells above which a quad is split.</param>
public sealed record Refine(int Coarse = 8, double Threshold = 0.5, double Tolerance = 0.1);

/// <summary>How <see cref="StrategyKind.Boundary"/> proceeds.</summary>
/// <param name="Initial">Cells of the cover that it begins with.</param>
/// <param name="Batch">Cells per round.</param>
public sealed record Boundary(int Initial = 60, int Batch = 16);
