using System.Numerics;

namespace SweepCluster.Compute.Tests.Conformance.Reference;

/// <summary>How far a device is from the reference, in units of what rounding explains.</summary>
internal static class ErrorMeasure
{
    /// <summary>
    /// Asserts that every element is within <paramref name="units"/> rounding errors of T, each relative to that
    /// element's magnitude: the sum of the absolute values that it was summed from.
    /// </summary>
    public static void AssertClose<T>(
        double[,] expected, double[,] magnitude, double[,] actual, double units, bool lowerOnly = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var roundOff = double.CreateTruncating(T.BitIncrement(T.One) - T.One);
        Assert.Equal(expected.GetLength(0), actual.GetLength(0));
        Assert.Equal(expected.GetLength(1), actual.GetLength(1));
        for (var i = 0; i < expected.GetLength(0); i++)
        {
            for (var j = 0; j < (lowerOnly ? i + 1 : expected.GetLength(1)); j++)
            {
                var error = Math.Abs(actual[i, j] - expected[i, j]);
                var allowed = units * roundOff * magnitude[i, j];
                Assert.True(error <= allowed, $"[{i}, {j}]: {actual[i, j]:R} for {expected[i, j]:R}; {allowed:R} off is allowed.");
            }
        }
    }
}
