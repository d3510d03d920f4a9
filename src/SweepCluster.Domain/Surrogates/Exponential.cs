namespace SweepCluster.Domain.Surrogates;

/// <summary>
/// eˣ by the same additions and multiplications on every machine: the library's differs in its last bit between
/// systems, and machines that choose cells by it would plan different sweeps.
/// </summary>
internal static class Exponential
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const int Terms = 14;
    private const double Largest = 700;

    /// <summary>eˣ to about 1e-15 of itself; x beyond ±700 counts as that.</summary>
    public static double Of(double x)
    {
        x = Math.Clamp(x, -Largest, Largest);
        var power = Math.Round(x / (Ln2High + Ln2Low));
        var rest = x - (power * Ln2High) - (power * Ln2Low);
        var sum = 1.0;
        for (var term = Terms; term > 0; term--)
        {
            sum = 1 + (rest * sum / term);
        }

        return Math.ScaleB(sum, (int)power);
    }

    /// <summary>1/(1 + e⁻ˣ).</summary>
    public static double Logistic(double x) => 1 / (1 + Of(-x));
}
