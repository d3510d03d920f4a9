using System.Collections.Immutable;

namespace SweepCluster.Domain.Surrogates;

/// <summary>
/// How alike the latent stability of two points of the unit cube is: the squared exponential kernel with a length per
/// axis (Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006, eq. 4.9). Its parameters lie on a
/// grid: whole steps of a factor √2 from 1 for a length and of 2 from 256 for the variance. So large a variance lets
/// P(stable) fall from 1 to 0 within a small part of a length.
/// </summary>
/// <param name="LengthSteps">One per axis, −<see cref="MostSteps"/> … <see cref="MostSteps"/>.</param>
/// <param name="VarianceStep">As well.</param>
public sealed record StabilityKernel(ImmutableArray<int> LengthSteps, int VarianceStep)
{
    public const int MostSteps = 6;

    private const double Sqrt2 = 1.4142135623730951;

    private readonly double[] _inverseSquares = [.. LengthSteps.Select(step => 1 / (Length(step) * Length(step)))];

    /// <summary>The prior variance of the latent stability, whose logistic is P(stable).</summary>
    public double Variance { get; } = Math.ScaleB(256, VarianceStep);

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

        return Variance * Exponential.Of(-square / 2);
    }

    private static double Length(int step) => Math.ScaleB(1, step >> 1) * ((step & 1) == 0 ? 1 : Sqrt2);
}
