namespace SweepCluster.Training.Conformance;

/// <summary>How far one quantity of a worked example is from what a device computes.</summary>
/// <param name="Case">The worked example.</param>
/// <param name="Quantity">The quantity, in the method's symbols.</param>
/// <param name="LargestError">Largest difference of an element, relative to the quantity's largest magnitude.</param>
public sealed record QuantityError(string Case, string Quantity, double LargestError, double Tolerance)
{
    public bool Passed => LargestError <= Tolerance;
}
