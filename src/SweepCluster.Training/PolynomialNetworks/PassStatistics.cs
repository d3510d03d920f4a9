using System.Numerics;
using SweepCluster.Compute;
using SweepCluster.Training.Population;

namespace SweepCluster.Training.PolynomialNetworks;

/// <summary>What is measured while samples pass, and its sums over an epoch or a split.</summary>
internal sealed class PassStatistics<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly IOperations<T> _operations;
    private readonly MemberValues<T> _range;
    private readonly MemberValues<T> _largestNorm;
    private readonly MemberValues<int> _correct;
    private readonly MemberValues<int> _escapes;
    private readonly MemberValues<double> _lossSum;
    private readonly MemberValues<double> _boundarySums;

    public PassStatistics(IOperations<T> operations, int activations)
    {
        _operations = operations;
        Loss = operations.Allocate<T>(1, 1, 1);
        Boundary = operations.Allocate<T>(1, 1, Math.Max(1, activations));
        LayerBoundary = [.. Enumerable.Range(0, activations).Select(layer => Boundary.View(layer, 1, 1, 1))];
        Norm = operations.Allocate<T>(1, 1, 1);
        _range = new(operations.Allocate<T>(1, 1, 1));
        _largestNorm = new(operations.Allocate<T>(1, 1, 1));
        _correct = new(operations.Allocate<int>(1, 1, 1));
        _escapes = new(operations.Allocate<int>(1, 1, 1));
        _lossSum = new(operations.Allocate<double>(1, 1, 1));
        _boundarySums = new(operations.Allocate<double>(1, 1, Math.Max(1, activations)));
    }

    /// <summary>[population, 1, 1, 1]: mean cross-entropy of the last batch.</summary>
    public DeviceArray<T> Loss { get; }

    /// <summary>[population, 1, 1, activations]: boundary loss of the last batch, without λ.</summary>
    public DeviceArray<T> Boundary { get; }

    public IReadOnlyList<DeviceArray<T>> LayerBoundary { get; }

    /// <summary>[population, 1, 1, 1]: largest |x|/B since the start.</summary>
    public DeviceArray<T> Range => _range.Device;

    /// <summary>[population, 1, 1, 1]: gradient norm of the last step.</summary>
    public DeviceArray<T> Norm { get; }

    public DeviceArray<T> LargestNorm => _largestNorm.Device;

    public DeviceArray<int> Correct => _correct.Device;

    public DeviceArray<int> Escapes => _escapes.Device;

    private DeviceArray<double> LossSum => _lossSum.Device;

    private DeviceArray<double> BoundarySums => _boundarySums.Device;

    public void Clear()
    {
        _operations.Clear(Range);
        _operations.Clear(LargestNorm);
        _operations.Clear(Correct);
        _operations.Clear(Escapes);
        _operations.Clear(LossSum);
        _operations.Clear(BoundarySums);
    }

    /// <summary>Adds the last batch's losses to the sums.</summary>
    public void AddLosses(int rows)
    {
        _operations.Accumulate(Loss, LossSum, rows);
        _operations.Accumulate(Boundary, BoundarySums, rows);
    }

    /// <summary>Copies what was measured of all members to the host, for <see cref="Read"/>.</summary>
    public void Fetch()
    {
        _range.Fetch();
        _largestNorm.Fetch();
        _correct.Fetch();
        _escapes.Fetch();
        _lossSum.Fetch();
        _boundarySums.Fetch();
    }

    /// <summary>A member's means over so many samples, as last fetched.</summary>
    public PassSummary Read(int member, int samples)
    {
        var boundary = 0.0;
        foreach (var sum in _boundarySums.Of(member))
        {
            boundary += sum / samples;
        }

        return new PassSummary(
            _lossSum.Of(member)[0] / samples,
            boundary,
            Finite(_range.Of(member)[0]),
            Finite(_largestNorm.Of(member)[0]),
            (double)_correct.Of(member)[0] / samples,
            (double)_escapes.Of(member)[0] / samples);
    }

    public void Dispose()
    {
        Loss.Dispose();
        Boundary.Dispose();
        Norm.Dispose();
        _range.Dispose();
        _largestNorm.Dispose();
        _correct.Dispose();
        _escapes.Dispose();
        _lossSum.Dispose();
        _boundarySums.Dispose();
    }

    // A largest value that is not a number is beyond every other.
    private static double Finite(T value) => T.IsNaN(value) ? double.PositiveInfinity : double.CreateChecked(value);
}

/// <param name="Loss">Mean cross-entropy in nats.</param>
/// <param name="Boundary">Boundary loss summed over layers, without λ.</param>
/// <param name="Range">Largest |activation input|/B.</param>
/// <param name="GradientNorm">Largest norm before clipping.</param>
/// <param name="Accuracy">Fraction of samples.</param>
/// <param name="EscapedSamples">Fraction of samples.</param>
internal readonly record struct PassSummary(double Loss, double Boundary, double Range, double GradientNorm, double Accuracy, double EscapedSamples);
