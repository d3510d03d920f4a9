namespace SweepCluster.Compute.Measuring.Rooflines;

/// <summary>One operation of a training step at one shape.</summary>
/// <param name="Shape">Of one member.</param>
/// <param name="Cost">Of one member.</param>
/// <param name="Prepare">Makes the arrays, and returns what runs the operation: as often as is wished, always with the same work.</param>
internal sealed record RooflineOperation(string Name, string Shape, OperationCost Cost, Func<Workbench, Action> Prepare);
