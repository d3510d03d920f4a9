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
}
