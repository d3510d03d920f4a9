using System.Collections.Immutable;

namespace SweepCluster.Domain.Families;

/// <summary>Every family and what its sweeps may set.</summary>
public static class FamilyCatalogue
{
    public static ImmutableArray<FamilyDefinition> All { get; } = [PolynomialNetworkParameters.Definition, PolyharmonicCascadeParameters.Definition];

    public static FamilyDefinition Of(Family family) => family switch
    {
        Family.PolynomialNetwork => PolynomialNetworkParameters.Definition,
        Family.PolyharmonicCascade => PolyharmonicCascadeParameters.Definition,
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "There is no such family."),
    };

    /// <summary>The family of a name in sweep files; null when there is none.</summary>
    public static FamilyDefinition? Named(string name) => All.FirstOrDefault(family => family.Name == name);
}
