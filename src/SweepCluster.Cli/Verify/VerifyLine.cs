namespace SweepCluster.Cli.Verify;

/// <param name="Device">The device's kind.</param>
/// <param name="LargestError">Relative to the quantity's largest element; null when it is not a number.</param>
internal sealed record VerifyLine(
    string File,
    string Device,
    string Precision,
    string Case,
    string Quantity,
    double? LargestError,
    double Tolerance,
    bool Passed);
