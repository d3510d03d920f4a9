using System.Numerics;
using SweepCluster.Compute;

namespace SweepCluster.Training.PolynomialNetworks;

/// <summary>What is measured while samples pass, and its sums over an epoch or a split.</summary>
internal sealed class PassStatistics<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly IOperations<T> _operations;

    public PassStatistics(IOperations<T> operations, int activations)
    {
        _operations = operations;
        Loss = operations.Allocate<T>(1, 1, 1);
        Boundary = operations.Allocate<T>(1, 1, Math.Max(1, activations));
        LayerBoundary = [.. Enumerable.Range(0, activations).Select(layer => Boundary.View(layer, 1, 1, 1))];
        Range = operations.Allocate<T>(1, 1, 1);
        Norm = operations.Allocate<T>(1, 1, 1);
        LargestNorm = operations.Allocate<T>(1, 1, 1);
        Correct = operations.Allocate<int>(1, 1, 1);
        Escapes = operations.Allocate<int>(1, 1, 1);
        LossSum = operations.Allocate<double>(1, 1, 1);
        BoundarySums = operations.Allocate<double>(1, 1, Math.Max(1, activations));
    }

    /// <summary>[population, 1, 1, 1]: mean cross-entropy of the last batch.</summary>
    public DeviceArray<T> Loss { get; }

    /// <summary>[population, 1, 1, activations]: boundary loss of the last batch, without λ.</summary>
    public DeviceArray<T> Boundary { get; }

    public IReadOnlyList<DeviceArray<T>> LayerBoundary { get; }

    /// <summary>[population, 1, 1, 1]: largest |x|/B since the start.</summary>
    public DeviceArray<T> Range { get; }

    /// <summary>[population, 1, 1, 1]: gradient norm of the last step.</summary>
    public DeviceArray<T> Norm { get; }

    public DeviceArray<T> LargestNorm { get; }

    public DeviceArray<int> Correct { get; }

    public DeviceArray<int> Escapes { get; }

    private DeviceArray<double> LossSum { get; }

    private DeviceArray<double> BoundarySums { get; }

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

    /// <summary>A member's means over so many samples.</summary>
    public PassSummary Read(int member, int samples)
    {
        Span<double> sums = stackalloc double[BoundarySums.Length];
        Span<double> loss = stackalloc double[1];
        Span<T> value = stackalloc T[1];
        Span<int> count = stackalloc int[1];
        BoundarySums.Download(member, sums);
        LossSum.Download(member, loss);
        var boundary = 0.0;
        foreach (var sum in sums)
        {
            boundary += sum / samples;
        }

        Range.Download(member, value);
        var range = Finite(value[0]);
        LargestNorm.Download(member, value);
        var norm = Finite(value[0]);
        Correct.Download(member, count);
        var accuracy = (double)count[0] / samples;
        Escapes.Download(member, count);
        return new PassSummary(loss[0] / samples, boundary, range, norm, accuracy, (double)count[0] / samples);
    }

    public void Dispose()
    {
        Loss.Dispose();
        Boundary.Dispose();
        Range.Dispose();
        Norm.Dispose();
        LargestNorm.Dispose();
        Correct.Dispose();
        Escapes.Dispose();
        LossSum.Dispose();
        BoundarySums.Dispose();
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
