using System.Collections.Immutable;

namespace SweepCluster.Domain.Families;

/// <summary>One hyperparameter of a family: what it means, what it may be, and what it is when a sweep is silent.</summary>
public sealed record ParameterDefinition
{
    /// <summary>The name in sweep files, for example <c>learningRate</c>.</summary>
    public required string Name { get; init; }

    public required ParameterKind Kind { get; init; }

    public required ParameterValue Default { get; init; }

    /// <summary>One sentence with the meaning, the unit if there is one, and the equation's symbol.</summary>
    public required string Description { get; init; }

    /// <summary>Smallest allowed number (of each element of a list).</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>Whether <see cref="Minimum"/> itself is refused.</summary>
    public bool MinimumIsExclusive { get; init; }

    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>The allowed names of a <see cref="ParameterKind.Choice"/>.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>
    /// Whether another value needs arrays of other shapes or another program: trials that differ in such a
    /// parameter train in separate populations. All other parameters are data of a population's members.
    /// </summary>
    public bool ChangesShape { get; init; }

    /// <summary>
    /// Whether the parameter also applies to the reference that <c>degraded</c> is judged against. For polynomial
    /// networks that is the same network with its exact activation, to which B, degree or λ mean nothing.
    /// </summary>
    public bool AffectsReference { get; init; }
}
