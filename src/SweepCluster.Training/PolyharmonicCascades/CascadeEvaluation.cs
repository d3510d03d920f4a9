using System.Numerics;
using SweepCluster.Compute;
using SweepCluster.Training.Datasets;
using SweepCluster.Training.Population;

namespace SweepCluster.Training.PolyharmonicCascades;

/// <param name="Loss">Mean squared error over rows and outputs.</param>
/// <param name="Score">Accuracy, or R² over all targets together.</param>
internal readonly record struct CascadeScore(double Loss, double Score);

/// <summary>Measures a population on one split, a batch's worth of rows at a time.</summary>
internal sealed class CascadeEvaluation<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly IOperations<T> _operations;
    private readonly CascadeModel<T> _model;
    private readonly Chunk[] _chunks;
    private readonly MemberValues<double> _sums;
    private readonly long _count;
    private readonly double? _variation;

    /// <param name="activations">The training step's arrays, borrowed between steps.</param>
    public CascadeEvaluation(
        IOperations<T> operations,
        CascadeModel<T> model,
        LayerActivations<T>[] activations,
        ResidentSplit<T> resident,
        DataSplit split,
        bool regression)
    {
        _operations = operations;
        _model = model;
        _count = split.Count;
        _variation = regression ? Variation(split) : null;
        _sums = new MemberValues<double>(operations.Allocate<double>(1, 1, 2));
        _chunks = [.. Chunks(model.Shape.Batch, resident, activations)];
    }

    public void Run()
    {
        _operations.Clear(_sums.Device);
        foreach (var chunk in _chunks)
        {
            _model.Forward(chunk.Features, chunk.Activations);
            _operations.ScoreCascade(chunk.Activations[^1].Output, chunk.Targets, chunk.Labels, _sums.Device);
        }

        _sums.Fetch();
    }

    /// <summary>A living member's score at the last <see cref="Run"/>.</summary>
    public CascadeScore ScoreOf(int member)
    {
        var sums = _sums.Of(member);
        var score = _variation is { } variation ? 1 - (sums[0] / variation) : sums[1] / _count;
        return new CascadeScore(sums[0] / (_count * _model.Shape.Outputs), score);
    }

    public void Dispose() => _sums.Dispose();

    private static IEnumerable<Chunk> Chunks(int batch, ResidentSplit<T> split, LayerActivations<T>[] activations)
    {
        for (var first = 0; first < split.Count; first += batch)
        {
            var rows = Math.Min(batch, split.Count - first);
            yield return new Chunk(
                Rows(split.Features, first, rows),
                Rows(split.Targets, first, rows),
                Rows(split.Labels, first, rows),
                rows == batch ? activations : [.. activations.Select(layer => layer.First(rows))]);
        }
    }

    private static DeviceArray<TElement> Rows<TElement>(DeviceArray<TElement> array, int first, int rows)
        where TElement : unmanaged => array.View(first * array.Columns, 1, rows, array.Columns);

    // Σ (t − mean of its column)²; a split whose targets never vary counts as 1, so that R² stays a number.
    private static double Variation(DataSplit split)
    {
        var columns = split.Targets.Length / split.Count;
        var sum = 0.0;
        for (var column = 0; column < columns; column++)
        {
            var mean = 0.0;
            for (var row = 0; row < split.Count; row++)
            {
                mean += split.Targets[(row * columns) + column];
            }

            mean /= split.Count;
            for (var row = 0; row < split.Count; row++)
            {
                sum += Math.Pow(split.Targets[(row * columns) + column] - mean, 2);
            }
        }

        return sum > 0 ? sum : 1;
    }

    private sealed record Chunk(DeviceArray<T> Features, DeviceArray<T> Targets, DeviceArray<int> Labels, LayerActivations<T>[] Activations);
}
