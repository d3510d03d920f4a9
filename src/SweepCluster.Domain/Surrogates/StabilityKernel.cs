using System.Collections.Immutable;

namespace SweepCluster.Domain.Surrogates;

/// <summary>
/// How alike the latent stability of two points of the unit cube is: the Matérn kernel with ν = 5/2 and a length per
/// axis (Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006, eq. 4.17). Its parameters lie on a
/// grid: whole steps of a factor √2 from 0.5 for a length and of 2 from 16 for the variance.
/// </summary>
/// <param name="LengthSteps">One per axis, −<see cref="MostSteps"/> … <see cref="MostSteps"/>.</param>
/// <param name="VarianceStep">As well.</param>
public sealed record StabilityKernel(ImmutableArray<int> LengthSteps, int VarianceStep)
{
    public const int MostSteps = 6;

    private const double Sqrt2 = 1.4142135623730951;
    private const double Sqrt5 = 2.23606797749979;

    private readonly double[] _inverseSquares = [.. LengthSteps.Select(step => 1 / (Length(step) * Length(step)))];

    /// <summary>The prior variance of the latent stability, whose logistic is P(stable).</summary>
    public double Variance { get; } = Math.ScaleB(16, VarianceStep);

    /// <summary>How far along each axis the stability stays alike, in parts of the axis.</summary>
    public ImmutableArray<double> Lengths => [.. LengthSteps.Select(Length)];

    /// <summary>The kernel before anything is known.</summary>
    public static StabilityKernel Start(int axes) => new([.. new int[axes]], 0);

    /// <summary>The covariance of the latent stability at two points.</summary>
    public double At(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var square = 0.0;
        for (var axis = 0; axis < _inverseSquares.Length; axis++)
        {
            var difference = first[axis] - second[axis];
            square += difference * difference * _inverseSquares[axis];
        }

        var distance = Sqrt5 * Math.Sqrt(square);
        return Variance * (1 + distance + (5 * square / 3)) * Exponential.Of(-distance);
    }

    private static double Length(int step) => Math.ScaleB(0.5, step >> 1) * ((step & 1) == 0 ? 1 : Sqrt2);
}
