using SweepCluster.Domain.Families;
using SweepCluster.Training.Population;

namespace SweepCluster.Bench;

/// <summary>The model families that can be trained, found among the training types.</summary>
internal static class FamilyPrograms
{
    /// <exception cref="InvalidOperationException">No program trains this family.</exception>
    public static IFamilyProgram Of(Family family) =>
        typeof(IFamilyProgram).Assembly.GetTypes()
            .Where(type => type.IsClass && !type.IsAbstract && type.IsAssignableTo(typeof(IFamilyProgram)))
            .Select(type => (IFamilyProgram)Activator.CreateInstance(type)!)
            .FirstOrDefault(program => program.Family == family)
        ?? throw new InvalidOperationException($"Nothing trains the family {family}.");

    /// <exception cref="ArgumentException">There is no family of this name.</exception>
    public static Family Named(string name) => name switch
    {
        "polynomial-network" => Family.PolynomialNetwork,
        "polyharmonic-cascade" => Family.PolyharmonicCascade,
        _ => throw new ArgumentException($"'{name}' is no family; allowed are polynomial-network and polyharmonic-cascade.", nameof(name)),
    };
}
