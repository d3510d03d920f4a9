using SweepCluster.Compute;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets;

namespace SweepCluster.Training.Population;

/// <summary>A model family as code. There is one per <see cref="Family"/>.</summary>
public interface IFamilyProgram
{
    Family Family { get; }

    /// <summary>Why this data set cannot be trained by this family with these parameters, in a sentence for the user; null when it can.</summary>
    string? Refuses(ParameterSet parameters, Dataset dataset);

    /// <summary>Memory and work of one member of this shape.</summary>
    MemberCost CostOf(ParameterSet shape, Dataset dataset);

    /// <summary>Allocates everything that training needs, for trials whose shape-changing parameters equal <paramref name="shape"/>'s.</summary>
    /// <param name="population">The most members at once.</param>
    /// <param name="threads">Threads that one operation may use; see <see cref="DevicePlan"/>.</param>
    IPopulation Open(IDevice device, ParameterSet shape, ResidentDatasets datasets, Budget budget, int population, int threads);
}

/// <summary>Arrays for a number of members, used again for one set of trials after another. Not thread-safe.</summary>
public interface IPopulation : IDisposable
{
    int Capacity { get; }

    /// <summary>
    /// Trains these trials together from initialisation to the end of the budget or divergence. A trial's trace
    /// is the same whoever its neighbours are.
    /// </summary>
    /// <param name="tasks">At most <see cref="Capacity"/>.</param>
    /// <param name="onEpoch">Told after every epoch: the index of the task and its record. May be null.</param>
    /// <returns>A trace per task, in order.</returns>
    /// <exception cref="OperationCanceledException">Asked to stop; checked between steps.</exception>
    IReadOnlyList<Trace> Train(IReadOnlyList<TrainingTask> tasks, Action<int, EpochRecord>? onEpoch, CancellationToken cancellation);
}

/// <param name="Parameters">The trial's complete setting.</param>
/// <param name="RandomKey">Key of all its random numbers.</param>
public sealed record TrainingTask(ParameterSet Parameters, ulong RandomKey);
