namespace SweepCluster.Compute.Network;

/// <summary>What gradient clipping looks at and scales.</summary>
public enum ClipKind
{
    None,

    /// <summary>Norm over, and applied to, all parameters.</summary>
    Standard,

    /// <summary>Norm over, and applied to, everything but batch norm's parameters.</summary>
    Selective,
}

/// <summary>The clipping of each member.</summary>
/// <param name="Kind"><see cref="ClipKind"/> as a number: [population, 1, 1, 1].</param>
/// <param name="Norm">The largest norm that passes unscaled: [population, 1, 1, 1].</param>
public sealed record GradientClipping<T>(DeviceArray<int> Kind, DeviceArray<T> Norm)
    where T : unmanaged;
