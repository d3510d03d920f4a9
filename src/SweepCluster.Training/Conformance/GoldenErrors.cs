using System.Text.Json;

namespace SweepCluster.Training.Conformance;

/// <summary>Collects the errors of one golden case.</summary>
internal sealed class GoldenErrors(string name, double tolerance)
{
    // Quantities that are zero but for rounding are compared with this instead of with themselves.
    private const double SmallestScale = 1e-3;

    public List<QuantityError> All { get; } = [];

    public void Compare(string quantity, JsonElement expected, params ReadOnlySpan<double> found) => Compare(quantity, GoldenNumbers.Flatten(expected), found);

    /// <summary>Compares where the golden value itself is only good to <paramref name="noise"/>.</summary>
    public void CompareNoisy(string quantity, JsonElement expected, double noise, params ReadOnlySpan<double> found) =>
        Compare(quantity, GoldenNumbers.Flatten(expected), Math.Max(tolerance, noise), found);

    public void Compare(string quantity, double[] expected, params ReadOnlySpan<double> found) => Compare(quantity, expected, tolerance, found);

    private void Compare(string quantity, double[] expected, double allowed, ReadOnlySpan<double> found)
    {
        if (expected.Length != found.Length)
        {
            throw new ArgumentException($"{name}, {quantity}: {found.Length} values where the golden file has {expected.Length}.", nameof(found));
        }

        var (largest, scale) = (0.0, SmallestScale);
        for (var i = 0; i < expected.Length; i++)
        {
            // Max alone would let what is not a number pass.
            var error = Math.Abs(found[i] - expected[i]);
            largest = double.IsNaN(error) ? double.PositiveInfinity : Math.Max(largest, error);
            scale = Math.Max(scale, Math.Abs(expected[i]));
        }

        All.Add(new QuantityError(name, quantity, largest / scale, allowed));
    }
}
