using SweepCluster.Compute;

namespace SweepCluster.Training.PolyharmonicCascades;

/// <summary>What one layer computes from a number of rows.</summary>
/// <param name="Basis">H, [population, outputs or 1, rows, k].</param>
/// <param name="Output">X_τ = H Y, [population, outputs, rows, n].</param>
/// <param name="Distances">M, shaped as H, where the constellation needs it again for the gradient; otherwise null.</param>
/// <param name="Kernel">
/// [population, outputs or 1, rows, k], shared by all layers: K while the layer computes, later G Λᵀ. Null in the
/// first layer of an octahedral cascade, which needs neither.
/// </param>
internal sealed record LayerActivations<T>(
    DeviceArray<T> Basis,
    DeviceArray<T> Output,
    DeviceArray<T>? Distances,
    DeviceArray<T>? Kernel)
    where T : unmanaged
{
    /// <summary>The same arrays for fewer rows.</summary>
    public LayerActivations<T> First(int rows) =>
        new(First(Basis, rows), First(Output, rows), Distances is null ? null : First(Distances, rows), Kernel is null ? null : First(Kernel, rows));

    private static DeviceArray<T> First(DeviceArray<T> array, int rows) => array.View(0, array.Matrices, rows, array.Columns);
}
