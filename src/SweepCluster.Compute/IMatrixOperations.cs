using System.Numerics;

namespace SweepCluster.Compute;

/// <summary>
/// Dense linear algebra over populations. Every operand has the population of the queue, or 1 and is shared; and
/// as many matrices as the result, or 1.
/// </summary>
public interface IMatrixOperations<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>
    /// result = scale · op(left) · op(right) + bias, added to what is there when <paramref name="accumulate"/> is set.
    /// </summary>
    /// <param name="left">m×k, or k×m when transposed.</param>
    /// <param name="right">k×n, or n×k when transposed.</param>
    /// <param name="result">m×n.</param>
    /// <param name="bias">1×n, added to every row; null for none.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    void Multiply(
        DeviceArray<T> left,
        bool transposeLeft,
        DeviceArray<T> right,
        bool transposeRight,
        DeviceArray<T> result,
        double scale = 1,
        bool accumulate = false,
        DeviceArray<T>? bias = null);

    /// <summary>
    /// result = Σ_τ (H_τ H_τᵀ) ∘ (G_τ G_τᵀ), the matrix ΣΩ of a cascade's solve (arXiv 2512.17671). Only the lower
    /// triangle is computed and only that may be read.
    /// </summary>
    /// <param name="h">H_τ: r×k_τ.</param>
    /// <param name="g">G_τ: r×n_τ.</param>
    /// <param name="result">r×r.</param>
    void SumGramProducts(ReadOnlySpan<DeviceArray<T>> h, ReadOnlySpan<DeviceArray<T>> g, DeviceArray<T> result);

    /// <summary>The sum of each matrix' diagonal.</summary>
    /// <param name="trace">[population, matrices, 1, 1].</param>
    void Trace(DeviceArray<T> matrix, DeviceArray<T> trace);

    /// <summary>Adds one value per matrix to its diagonal.</summary>
    /// <param name="values">[population, matrices or 1, 1, 1].</param>
    void AddToDiagonal(DeviceArray<T> matrix, DeviceArray<T> values);

    /// <summary>Replaces the lower triangle of each symmetric matrix by its Cholesky factor L, A = L Lᵀ.</summary>
    /// <param name="failed">
    /// [population, matrices, 1, 1]: 0, or 1 + the row of the first pivot that was not positive and finite; such a
    /// matrix is left half done and must not be used.
    /// </param>
    void Cholesky(DeviceArray<T> matrix, DeviceArray<int> failed);

    /// <summary>Solves A x = b in place with the factors of <see cref="Cholesky"/>.</summary>
    /// <param name="right">r×n: b going in, x coming out.</param>
    void SolveCholesky(DeviceArray<T> factor, DeviceArray<T> right);
}
