using System.Numerics;
using SweepCluster.Compute;
using SweepCluster.Training.Population;

namespace SweepCluster.Training.PolynomialNetworks;

/// <summary>Evaluates a whole split, batch by batch, straight from the shared data.</summary>
internal sealed class SplitEvaluation<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly IOperations<T> _operations;
    private readonly PolynomialNetwork<T> _network;
    private readonly PassStatistics<T> _statistics;
    private readonly List<(DeviceArray<T> Features, DeviceArray<int> Labels, NetworkBuffers<T> Buffers)> _batches = [];
    private readonly int _count;

    public SplitEvaluation(IOperations<T> operations, PolynomialNetwork<T> network, NetworkBuffers<T> buffers, ResidentSplit<T> split)
    {
        _operations = operations;
        _network = network;
        _statistics = new PassStatistics<T>(operations, network.Training.LayerBoundary.Count);
        _count = split.Count;
        for (var first = 0; first < split.Count; first += buffers.Rows)
        {
            var rows = Math.Min(buffers.Rows, split.Count - first);
            _batches.Add((
                split.Features.View(first * split.Features.Columns, 1, rows, split.Features.Columns),
                split.Labels.View(first, 1, rows, 1),
                rows == buffers.Rows ? buffers : buffers.First(rows)));
        }
    }

    /// <summary>Evaluates every living member.</summary>
    /// <param name="visit">Told after every batch, with what each layer has just computed; may be null.</param>
    public void Run(Action<NetworkBuffers<T>>? visit = null)
    {
        _statistics.Clear();
        foreach (var (features, labels, buffers) in _batches)
        {
            _network.Infer(features, buffers, _statistics);
            _operations.SoftmaxCrossEntropy(buffers.Layers[^1].Linear, labels, null, _statistics.Loss, _statistics.Correct);
            _statistics.AddLosses(buffers.Rows);
            _operations.CountFlags(buffers.Escaped, buffers.Rows, _statistics.Escapes);
            visit?.Invoke(buffers);
        }

        _statistics.Fetch();
    }

    /// <summary>A member's figures over the split.</summary>
    public PassSummary Read(int member) => _statistics.Read(member, _count);

    public void Dispose() => _statistics.Dispose();
}
