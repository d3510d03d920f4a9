namespace SweepCluster.Compute.Measuring.Rooflines;

/// <summary>What bounds an operation on a device, by its operations per byte against the device's.</summary>
public enum RooflineBound
{
    /// <summary>The rate of matrix products.</summary>
    Arithmetic,

    /// <summary>The bandwidth of copies.</summary>
    Memory,
}

/// <summary>One operation, measured on the whole population.</summary>
/// <param name="Shape">Of one member.</param>
/// <param name="Seconds">Median time of one run.</param>
/// <param name="Cost">Of all members together.</param>
public sealed record RooflinePoint(string Operation, string Shape, double Seconds, OperationCost Cost)
{
    public double FlopsPerSecond => Cost.Flops / Seconds;

    public double BytesPerSecond => Cost.Bytes / Seconds;

    /// <summary>Arithmetic where the operation has more operations per byte than the device's ridge, the quotient of its two rates.</summary>
    public RooflineBound Bound(DeviceRates rates) =>
        Cost.Flops * rates.CopyBytes > Cost.Bytes * rates.MatrixFlops ? RooflineBound.Arithmetic : RooflineBound.Memory;

    /// <summary>
    /// The share of the rate that bounds it. More than 1 means that the operands came from a cache, which copies of
    /// much memory do not.
    /// </summary>
    public double Share(DeviceRates rates) =>
        Bound(rates) == RooflineBound.Arithmetic ? FlopsPerSecond / rates.MatrixFlops : BytesPerSecond / rates.CopyBytes;
}
