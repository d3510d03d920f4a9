namespace SweepCluster.Training.PolynomialNetworks.Export;

/// <summary>An array of numbers with its name and shape, row-major.</summary>
public sealed record NamedArray(string Name, int[] Shape, double[] Values);
