namespace SweepCluster.Domain.Surrogates;

/// <summary>
/// Chooses a kernel by the evidence times a wide prior around the kernel to start with: one parameter after another
/// goes a step up or down as long as that is better. The parameters are whole steps, so rounding does not move them.
/// </summary>
internal static class KernelSearch
{
    /// <summary>The most points looked at, evenly among all: a fit costs their number cubed.</summary>
    public const int MostPoints = 300;

    private const int MostPasses = 4;
    private const double LengthSpread = 3;
    private const double VarianceSpread = 2;

    /// <param name="start">The kernel of an earlier search, or <see cref="StabilityKernel.Start"/>.</param>
    /// <param name="tallies">In an order that is a function of values.</param>
    public static StabilityKernel From(StabilityKernel start, IReadOnlyList<StabilityTally> tallies)
    {
        var every = ((tallies.Count - 1) / MostPoints) + 1;
        StabilityTally[] some = [.. tallies.Where((_, i) => i % every == 0)];
        var (best, score) = (start, Score(start, some));
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var before = best;
            for (var parameter = 0; parameter <= start.LengthSteps.Length; parameter++)
            {
                foreach (var direction in (int[])[-1, 1])
                {
                    var moved = Moved(best, parameter, direction);
                    if (moved is not null && Score(moved, some) is var next && next > score + 1e-4)
                    {
                        (best, score) = (moved, next);
                        break;
                    }
                }
            }

            if (ReferenceEquals(best, before))
            {
                break;
            }
        }

        return best;
    }

    private static StabilityKernel? Moved(StabilityKernel kernel, int parameter, int direction)
    {
        var moved = parameter < kernel.LengthSteps.Length
            ? new StabilityKernel(kernel.LengthSteps.SetItem(parameter, kernel.LengthSteps[parameter] + direction), kernel.VarianceStep)
            : new StabilityKernel(kernel.LengthSteps, kernel.VarianceStep + direction);
        return moved.LengthSteps.Append(moved.VarianceStep).Any(step => Math.Abs(step) > StabilityKernel.MostSteps) ? null : moved;
    }

    private static double Score(StabilityKernel kernel, StabilityTally[] tallies) =>
        StabilityModel.Fit(kernel, tallies).LogEvidence
        - kernel.LengthSteps.Sum(step => Half(step / LengthSpread))
        - Half(kernel.VarianceStep / VarianceSpread);

    private static double Half(double deviations) => deviations * deviations / 2;
}
