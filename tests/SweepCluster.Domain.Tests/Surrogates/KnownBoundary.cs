namespace SweepCluster.Domain.Tests.Surrogates;

/// <summary>A boundary in the unit cube of four dimensions whose place is known.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Height">Of a point: positive where stable, 0 on the boundary, about 1 per axis length away from it.</param>
public sealed record KnownBoundary(string Name, Func<double[], double> Height)
{
    /// <summary>A power law between parameters on log axes: a plane that cuts corners.</summary>
    public static readonly KnownBoundary Plane =
        new("plane", point => 0.85 - (0.9 * point[0]) - (0.6 * point[1]) + (0.5 * point[2]) - (0.7 * point[3]));

    /// <summary>Across the first axis, bent along the others.</summary>
    public static readonly KnownBoundary Sheet = new("sheet", point =>
        0.4 + (0.2 * Math.Sin(2 * Math.PI * point[1])) - Math.Pow(point[2] - 0.5, 2) + (0.3 * point[3] * point[1]) - point[0]);

    /// <summary>The first parameter, on a log axis, against a product of monotone functions of the others.</summary>
    public static readonly KnownBoundary Product = new("product", point =>
        point[0] - 0.15 - (Math.Log((1 + (3 * point[1])) * (1 + (4 * point[2] * point[2])) / (1 + (2 * point[3]))) / Math.Log(64)));

    /// <summary>A closed region, stable within.</summary>
    public static readonly KnownBoundary Ellipsoid = new("ellipsoid", point =>
        0.25 * (1 - Square((point[0] - 0.45) / 0.45) - Square((point[1] - 0.5) / 0.5) - Square((point[2] - 0.55) / 0.55) - Square((point[3] - 0.5) / 0.45)));

    public static IReadOnlyList<KnownBoundary> All { get; } = [Plane, Sheet, Product, Ellipsoid];

    public bool IsStable(double[] point) => Height(point) > 0;

    private static double Square(double value) => value * value;
}
