using SweepCluster.Compute;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets;
using SweepCluster.Training.Population;

namespace SweepCluster.Cluster.Working;

/// <summary>The data sets that a device used last, kept on it. For one thread.</summary>
/// <param name="locator">Where data sets are found on this machine.</param>
public sealed class DatasetShelf(IDevice device, DatasetLocator locator) : IDisposable
{
    private const int Kept = 2;

    private readonly List<(DatasetReference Reference, ResidentDatasets Data)> _kept = [];

    /// <summary>The data set, loaded where it is not there. It stays at least until the next but one is asked for.</summary>
    /// <exception cref="DatasetException">The data is missing or damaged.</exception>
    public ResidentDatasets Open(DatasetReference reference)
    {
        var found = _kept.FindIndex(entry => entry.Reference == reference);
        var entry = found >= 0 ? _kept[found] : (reference, new ResidentDatasets(device, DatasetLoader.Load(reference, locator)));
        if (found >= 0)
        {
            _kept.RemoveAt(found);
        }
        else if (_kept.Count == Kept)
        {
            _kept[^1].Data.Dispose();
            _kept.RemoveAt(Kept - 1);
        }

        _kept.Insert(0, entry);
        return entry.Item2;
    }

    /// <summary>Takes all of them off the device; they are loaded again when asked for.</summary>
    public void Clear()
    {
        _kept.ForEach(entry => entry.Data.Dispose());
        _kept.Clear();
    }

    public void Dispose() => Clear();
}
