using System.Numerics;
using SweepCluster.Compute;

namespace SweepCluster.Training.PolyharmonicCascades;

/// <summary>The points of one layer for every member, and what follows from them.</summary>
internal abstract class CascadeConstellation<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Sets up one member.</summary>
    /// <param name="points">C, row-major k×n, comes out here.</param>
    /// <returns>Whether U exists; if not, the member cannot train.</returns>
    public abstract bool Place(int member, PolyharmonicCascadeSettings settings, ulong key, Span<T> points);

    /// <summary>H = K U, into <see cref="LayerActivations{T}.Basis"/>.</summary>
    public abstract void Basis(DeviceArray<T> x, LayerActivations<T> activations);

    /// <summary>Λ = U Y.</summary>
    public abstract void Multipliers(DeviceArray<T> y, DeviceArray<T> multipliers);

    /// <summary>The gradient at the layer's input, from G Λᵀ in <see cref="LayerActivations{T}.Kernel"/>, which it overwrites.</summary>
    public abstract void Gradient(DeviceArray<T> x, LayerActivations<T> activations, DeviceArray<T> gradient);

    public abstract void Dispose();
}
