namespace SweepCluster.Compute;

/// <summary>Choosing and collecting the rows of mini-batches.</summary>
public interface IBatchOperations
{
    /// <summary>
    /// The rows of one mini-batch of each member: entries first … first + n − 1 of the member's own permutation
    /// (<see cref="Domain.Randomness.KeyedPermutation"/>, stream = epoch).
    /// </summary>
    /// <param name="keys">[population, 1, 1, 1]: each member's random key.</param>
    /// <param name="rows">Rows of the data set.</param>
    /// <param name="indices">[population, 1, 1, n].</param>
    void BatchIndices(DeviceArray<ulong> keys, int epoch, int first, int rows, DeviceArray<int> indices);

    /// <summary>Copies the rows of a shared array that the indices name.</summary>
    /// <param name="source">[1, 1, rows, columns].</param>
    /// <param name="indices">[population, 1, 1, n].</param>
    /// <param name="destination">[population, 1, n, columns].</param>
    void GatherRows<TElement>(DeviceArray<TElement> source, DeviceArray<int> indices, DeviceArray<TElement> destination)
        where TElement : unmanaged;
}
