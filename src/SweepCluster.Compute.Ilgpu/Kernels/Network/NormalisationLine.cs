using System.Numerics;

namespace SweepCluster.Compute.Ilgpu.Kernels.Network;

/// <summary>What batch norm does to each element of one column.</summary>
internal readonly struct NormalisationLine<T>(T mean, T inverseDeviation, T scale, T shift)
    where T : unmanaged, INumber<T>
{
    public readonly T Mean = mean;
    public readonly T InverseDeviation = inverseDeviation;
    public readonly T Scale = scale;
    public readonly T Shift = shift;

    /// <summary>x̂.</summary>
    public T Normalised(T x) => (x - Mean) * InverseDeviation;

    /// <summary>γ·x̂ + β.</summary>
    public T Output(T normalised) => (normalised * Scale) + Shift;
}
