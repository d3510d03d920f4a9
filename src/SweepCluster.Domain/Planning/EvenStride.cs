namespace SweepCluster.Domain.Planning;

/// <summary>Steps through numbers so that any first part of them is spread evenly.</summary>
internal static class EvenStride
{
    /// <summary>
    /// The number nearest to count/φ that shares no divisor with count. Multiples of the golden section's inverse
    /// fill a circle evenly from the first few on, so the map is coarse at once and fine later.
    /// </summary>
    public static int Of(int count)
    {
        var golden = (int)Math.Round(count * (Math.Sqrt(5) - 1) / 2);
        for (var distance = 0; distance < count; distance++)
        {
            foreach (var stride in (int[])[golden - distance, golden + distance])
            {
                if (stride > 0 && GreatestCommonDivisor(stride, count) == 1)
                {
                    return stride;
                }
            }
        }

        return 1;
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
