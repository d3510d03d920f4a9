using System.Collections.Immutable;
using SweepCluster.Domain.Families;

namespace SweepCluster.Training.PolyharmonicCascades;

/// <summary>Where a layer's interpolation points lie.</summary>
public enum ConstellationKind
{
    /// <summary>{0, −e_j, +e_j}: 2n + 1 points in n dimensions, with a closed-form inverse.</summary>
    Octahedron,

    /// <summary>A chosen number of points drawn in the unit ball, the same number in every layer.</summary>
    Random,
}

/// <summary>What α of the solve is made of.</summary>
public enum AlphaRule
{
    /// <summary>α as given.</summary>
    Absolute,

    /// <summary>α · r, with r the rows of a batch.</summary>
    PerRow,

    /// <summary>α · tr ΣΩ, for each output its own.</summary>
    TraceRelative,
}

/// <summary>Arithmetic of training.</summary>
public enum CascadePrecision
{
    Float32,
    Float64,
}

/// <summary>The parameters of a polyharmonic cascade, read from a <see cref="ParameterSet"/>.</summary>
public sealed record PolyharmonicCascadeSettings
{
    /// <summary>Widths of the hidden layers, from the input to the output. May be empty.</summary>
    public required ImmutableArray<int> Hidden { get; init; }

    public required ConstellationKind Constellation { get; init; }

    /// <summary>Points per layer of a random constellation.</summary>
    public required int ConstellationSize { get; init; }

    /// <summary>b of the kernel k(m) = ½ m (ln m − 2b) + c.</summary>
    public required double B { get; init; }

    /// <summary>c of the kernel; may be +∞.</summary>
    public required double C { get; init; }

    /// <summary>σ² in U = (K(C) + σ²E)⁻¹; 0 for an octahedron.</summary>
    public required double Sigma2 { get; init; }

    public required double Alpha { get; init; }

    public required AlphaRule AlphaRule { get; init; }

    /// <summary>r: rows of a batch.</summary>
    public required int Batch { get; init; }

    public required CascadePrecision Precision { get; init; }

    /// <summary>α = absolute + relative · tr ΣΩ.</summary>
    internal (double Absolute, double Relative) Regulariser => AlphaRule switch
    {
        AlphaRule.Absolute => (Alpha, 0),
        AlphaRule.PerRow => (Alpha * Batch, 0),
        _ => (0, Alpha),
    };

    /// <exception cref="ArgumentException">A choice has no such name.</exception>
    /// <exception cref="KeyNotFoundException">A parameter is missing.</exception>
    public static PolyharmonicCascadeSettings From(ParameterSet parameters) => new()
    {
        Hidden = parameters.Integers("hidden"),
        Constellation = parameters.Choice("constellation") switch
        {
            "octahedron" => ConstellationKind.Octahedron,
            "random" => ConstellationKind.Random,
            var other => throw Unknown("constellation", other, "octahedron, random"),
        },
        ConstellationSize = parameters.Integer("constellationSize"),
        B = parameters.Real("b"),
        C = parameters.Real("c"),
        Sigma2 = parameters.Real("sigma2"),
        Alpha = parameters.Real("alpha"),
        AlphaRule = parameters.Choice("alphaRule") switch
        {
            "absolute" => AlphaRule.Absolute,
            "per-row" => AlphaRule.PerRow,
            "trace-relative" => AlphaRule.TraceRelative,
            var other => throw Unknown("alphaRule", other, "absolute, per-row, trace-relative"),
        },
        Batch = parameters.Integer("batch"),
        Precision = parameters.Choice("precision") switch
        {
            "float32" => CascadePrecision.Float32,
            "float64" => CascadePrecision.Float64,
            var other => throw Unknown("precision", other, "float32, float64"),
        },
    };

    private static ArgumentException Unknown(string name, string found, string allowed) =>
        new($"{name} is '{found}'; allowed are {allowed}.");
}
