using System.Collections.Immutable;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Randomness;

namespace SweepCluster.Domain.Tests.Planning.Landscapes;

/// <summary>A map whose truth is known everywhere, over the unit square.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="StableAt">P(stable) at x, y in [0, 1].</param>
public sealed record Landscape(string Name, Func<double, double, double> StableAt)
{
    public static Landscape Curve { get; } = new("curve", (x, y) => Sure(y < 0.4 + (0.2 * x) + (0.15 * Math.Sin(2 * Math.PI * x))));

    public static Landscape Circle { get; } = new("circle", (x, y) => Sure(Math.Pow(x - 0.47, 2) + Math.Pow(y - 0.52, 2) < 0.1));

    /// <summary>An arm that winds once around the middle, its two sides and its end 4.5 times as long as the map is wide.</summary>
    public static Landscape Spiral { get; } = new("spiral", (x, y) =>
    {
        var (dx, dy) = (x - 0.5, y - 0.5);
        var radius = Math.Sqrt((dx * dx) + (dy * dy));
        var turn = (radius / 0.4) - (Math.Atan2(dy, dx) / (2 * Math.PI));
        return Sure(radius < 0.45 && turn - Math.Floor(turn) < 0.5);
    });

    /// <summary>The filled Julia set of z² − 0.8 + 0.156i, to 200 iterations.</summary>
    public static Landscape Julia { get; } = new("Julia set", (x, y) =>
    {
        var (re, im) = ((3.2 * x) - 1.6, (2.4 * y) - 1.2);
        for (var iteration = 0; iteration < 200; iteration++)
        {
            if ((re * re) + (im * im) > 4)
            {
                return 0;
            }

            (re, im) = ((re * re) - (im * im) - 0.8, (2 * re * im) + 0.156);
        }

        return 1;
    });

    /// <summary>P(stable) falls from 0.98 to 0.02 over an eighth of the map's height.</summary>
    public static Landscape NoisyCliff { get; } = new("noisy cliff", (x, y) => 1 / (1 + Math.Exp((y - 0.35 - (0.3 * x)) / 0.016)));

    public static ImmutableArray<Landscape> All { get; } = [Curve, Circle, Spiral, Julia, NoisyCliff];

    /// <summary>The outcome of one trial at a point of the map.</summary>
    public Observation Train(TrialId trial, double x, double y)
    {
        var luck = new RandomStream(trial.RandomKey(sweepSeed: 1), RandomPurpose.Initialisation).NextDouble();
        return luck < StableAt(x, y)
            ? new Observation(trial, Outcome.Stable, 0.9 + (0.05 * x))
            : new Observation(trial, Outcome.Diverged, null);
    }

    private static double Sure(bool isStable) => isStable ? 1 : 0;
}
