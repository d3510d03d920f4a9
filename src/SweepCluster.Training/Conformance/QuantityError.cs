namespace SweepCluster.Training.Conformance;

/// <summary>How far one computed quantity is from its golden value.</summary>
/// <param name="Case">The golden case.</param>
/// <param name="Quantity">For example <c>gradients l0.W</c>.</param>
/// <param name="LargestError">Largest difference of any element, relative to the quantity's largest element.</param>
/// <param name="Passed">Whether that is within the precision's tolerance.</param>
public sealed record QuantityError(string Case, string Quantity, double LargestError, bool Passed);
