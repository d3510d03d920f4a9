using System.Numerics;
using System.Runtime.CompilerServices;
using SweepCluster.Compute;
using SweepCluster.Training.Datasets;

namespace SweepCluster.Training.Population;

/// <summary>One split in device memory, shared by every queue of the device.</summary>
/// <param name="Features">[1, 1, count, features].</param>
/// <param name="Labels">[1, 1, count, 1]; zeros for a regression.</param>
/// <param name="Targets">[1, 1, count, outputs]: real targets, or ±1 one-vs-rest for classes.</param>
public sealed record ResidentSplit<T>(int Count, DeviceArray<T> Features, DeviceArray<int> Labels, DeviceArray<T> Targets) : IDisposable
    where T : unmanaged
{
    public void Dispose()
    {
        Features.Dispose();
        Labels.Dispose();
        Targets.Dispose();
    }
}

/// <summary>A data set uploaded to a device, once per precision and when first asked for.</summary>
public sealed class ResidentDatasets(IDevice device, Dataset dataset) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(Type Precision, DataSplit Split), IDisposable> _splits = [];

    public Dataset Dataset { get; } = dataset;

    /// <summary>Device memory that the uploaded splits take.</summary>
    public long Bytes { get; private set; }

    public ResidentSplit<T> Train<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => Resident<T>(Dataset.Train);

    public ResidentSplit<T> Validation<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => Resident<T>(Dataset.Validation);

    public ResidentSplit<T> Test<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => Resident<T>(Dataset.Test);

    /// <summary>Takes every split off the device; it is uploaded again when asked for.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            foreach (var split in _splits.Values)
            {
                split.Dispose();
            }

            _splits.Clear();
            Bytes = 0;
        }
    }

    public void Dispose() => Clear();

    private ResidentSplit<T> Resident<T>(DataSplit split)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        lock (_lock)
        {
            if (!_splits.TryGetValue((typeof(T), split), out var resident))
            {
                resident = Upload<T>(split);
                _splits.Add((typeof(T), split), resident);
                var uploaded = (ResidentSplit<T>)resident;
                Bytes += ((uploaded.Features.Length + (long)uploaded.Targets.Length) * Unsafe.SizeOf<T>()) + (uploaded.Labels.Length * (long)sizeof(int));
            }

            return (ResidentSplit<T>)resident;
        }
    }

    private ResidentSplit<T> Upload<T>(DataSplit split)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var outputs = Dataset.IsRegression ? Dataset.Targets : Dataset.Classes;
        var targets = new T[split.Count * outputs];
        for (var i = 0; i < targets.Length; i++)
        {
            targets[i] = Dataset.IsRegression
                ? T.CreateChecked(split.Targets[i])
                : split.Labels[i / outputs] == i % outputs ? T.One : -T.One;
        }

        var labels = Dataset.IsRegression ? new int[split.Count] : split.Labels;
        // A float array goes to the device as it is; other precisions need a copy for as long as the upload takes.
        var features = split.Features as T[] ?? Array.ConvertAll(split.Features, value => T.CreateChecked(value));
        return new ResidentSplit<T>(
            split.Count,
            device.Share<T>(split.Count, Dataset.Features, features),
            device.Share<int>(split.Count, 1, labels),
            device.Share<T>(split.Count, outputs, targets));
    }
}
