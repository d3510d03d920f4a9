using System.Numerics;

namespace SweepCluster.Compute;

/// <summary>Something that trains populations: all cores of a machine, or one GPU.</summary>
public interface IDevice : IDisposable
{
    DeviceDescription Description { get; }

    /// <summary>How to split work of this size over the device; see <see cref="DevicePlan"/>.</summary>
    DevicePlan PlanFor(MemberCost cost, int members);

    /// <summary>
    /// Opens a queue of operations over arrays of one population. Queues of one device may be used at the same
    /// time, each from one thread.
    /// </summary>
    IOperations<T> Open<T>(int population, int threads = 1)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Memory with a population of 1 that every queue of this device may read: a data set.</summary>
    DeviceArray<T> Share<T>(int rows, int columns, ReadOnlySpan<T> values)
        where T : unmanaged;

    /// <summary>
    /// Makes a device that failed usable again, as after a reset of its driver. All of its arrays and queues are gone;
    /// a device that cannot fail by itself does nothing.
    /// </summary>
    void Reopen()
    {
    }
}

/// <param name="Id">How users name it: <c>cpu</c>, later <c>cuda:0</c>.</param>
/// <param name="Kind">Trials give the same bits on devices of the same kind.</param>
/// <param name="Name">The maker's name of the model.</param>
/// <param name="MemoryBytes">Memory that populations may fill.</param>
/// <param name="Cores">Cores, or multiprocessors.</param>
public sealed record DeviceDescription(string Id, string Kind, string Name, long MemoryBytes, int Cores);

/// <param name="Bytes">Device memory of one member: parameters, moments and all intermediates.</param>
/// <param name="FlopsPerStep">Floating-point operations of one optimiser step of one member.</param>
public readonly record struct MemberCost(long Bytes, double FlopsPerStep);

/// <summary>
/// How a device wants a set of trials: so many queues at once, each with a population of this size and so many
/// threads. A CPU keeps small members in cache by training few at a time on each core, and gives all cores to one
/// big member; a GPU takes everything in one population. No plan changes a result.
/// </summary>
public readonly record struct DevicePlan(int Queues, int Population, int Threads);
