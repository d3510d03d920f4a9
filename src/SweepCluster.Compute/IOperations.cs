using System.Numerics;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Compute;

/// <summary>
/// An ordered queue of batched operations over arrays of one population. No operation mixes members, and none
/// depends on how many members or threads there are: a member's bits are its own. Operations skip members that
/// have been retired. Every output array is given by the caller; no operation allocates.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public interface IOperations<T> : IBatchOperations, IMatrixOperations<T>, INetworkOperations<T>, ICascadeOperations<T>, IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    int Population { get; }

    /// <summary>Device memory [<see cref="Population"/>, matrices, rows, columns], zeroed.</summary>
    DeviceArray<TElement> Allocate<TElement>(int matrices, int rows, int columns)
        where TElement : unmanaged;

    /// <summary>
    /// Retires each living member whose value is not finite or is larger in magnitude than
    /// <paramref name="limit"/>, and records where.
    /// </summary>
    /// <param name="values">[population, 1, 1, n]: the first such value of a member counts.</param>
    /// <param name="layer">Of the first value; that of others is counted from there. Null for none.</param>
    void Watch(DeviceArray<T> values, double limit, long step, DivergenceSignal signal, int? layer = null);

    /// <summary>Whether any member still trains. A device may answer late with true, never early with false.</summary>
    bool AnyAlive { get; }

    bool IsAlive(int member);

    /// <summary>Takes a member out of all further operations.</summary>
    void Retire(int member, Divergence divergence);

    /// <summary>Why a member was retired, or null while it lives.</summary>
    Divergence? DivergenceOf(int member);

    /// <summary>Makes all members live again, for the next trials in the same arrays.</summary>
    void ReviveAll();
}
