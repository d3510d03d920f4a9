using SweepCluster.Domain.Families;
using SweepCluster.Training.PolyharmonicCascades;
using SweepCluster.Training.PolynomialNetworks;
using SweepCluster.Training.Population;

namespace SweepCluster.Node;

/// <summary>The code of each family.</summary>
public static class FamilyPrograms
{
    public static IFamilyProgram Of(Family family) => family switch
    {
        Family.PolynomialNetwork => new PolynomialNetworkProgram(),
        Family.PolyharmonicCascade => new PolyharmonicCascadeProgram(),
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "No such family."),
    };
}
