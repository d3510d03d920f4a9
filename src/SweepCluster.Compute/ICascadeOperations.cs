using System.Numerics;

namespace SweepCluster.Compute;

/// <summary>
/// What a polyharmonic cascade needs besides matrix products. Every model output is a cascade of its own: arrays
/// are [population, outputs, rows, columns], with one matrix where all outputs share it (the first layer's X and H).
/// The kernel is k(m) = ½ m (ln m − 2b) + c of the squared distance m ≥ 10⁻¹⁰ (arXiv 2512.16718).
/// </summary>
public interface ICascadeOperations<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>
    /// H = K U of the octahedron {0, −e_j, +e_j}, in the closed form from which the large constants have cancelled.
    /// </summary>
    /// <param name="x">[population or 1, matrices, r, n].</param>
    /// <param name="coefficients">[population, 1, 1, 1], made for this n.</param>
    /// <param name="h">[population, matrices, r, 2n + 1]: the centre, then −e_j, then +e_j.</param>
    void OctahedronBasis(DeviceArray<T> x, DeviceArray<OctahedronCoefficients<T>> coefficients, DeviceArray<T> h);

    /// <summary>Λ = U Y of the octahedron.</summary>
    /// <param name="y">[population, outputs, 2n + 1, width].</param>
    /// <param name="multipliers">Λ, shaped as <paramref name="y"/>.</param>
    void OctahedronMultipliers(DeviceArray<T> y, DeviceArray<OctahedronCoefficients<T>> coefficients, DeviceArray<T> multipliers);

    /// <summary>
    /// The gradient at an octahedral layer's input: Ψ = Θ ∘ (G Λᵀ) with Θ = ln M − 2b + 1, and
    /// X ∘ (Ψ 1) + Ψ₋ − Ψ₊.
    /// </summary>
    /// <param name="x">[population, outputs, r, n].</param>
    /// <param name="weights">G Λᵀ going in, [population, outputs, r, 2n + 1]; Ψ coming out.</param>
    /// <param name="gradient">[population, outputs, r, n].</param>
    void OctahedronGradient(
        DeviceArray<T> x,
        DeviceArray<OctahedronCoefficients<T>> coefficients,
        DeviceArray<T> weights,
        DeviceArray<T> gradient);

    /// <summary>M: the squared distance of every row of X to every point, summed from differences.</summary>
    /// <param name="x">[population or 1, matrices, r, n].</param>
    /// <param name="transposedPoints">Cᵀ, [population, 1, n, k].</param>
    /// <param name="distances">[population, matrices, r, k].</param>
    void SquaredDistances(DeviceArray<T> x, DeviceArray<T> transposedPoints, DeviceArray<T> distances);

    /// <summary>
    /// k(M) − c = ½ M ∘ (ln M − 2b). The constant is left out so that float32 keeps the digits: it returns as the
    /// row c 1ᵀU of the product with U.
    /// </summary>
    /// <param name="distances">M, [population, matrices, r, k].</param>
    /// <param name="b">[population, 1, 1, 1].</param>
    /// <param name="values">Shaped as <paramref name="distances"/>.</param>
    void PolyharmonicKernel(DeviceArray<T> distances, DeviceArray<T> b, DeviceArray<T> values);

    /// <summary>
    /// The first half of the gradient at a layer's input with any constellation: Ψ = Θ ∘ (G Λᵀ) and X ∘ (Ψ 1). What
    /// is left is to subtract Ψ C.
    /// </summary>
    /// <param name="x">[population, outputs, r, n].</param>
    /// <param name="distances">M, [population, outputs, r, k].</param>
    /// <param name="b">[population, 1, 1, 1].</param>
    /// <param name="weights">G Λᵀ going in, [population, outputs, r, k]; Ψ coming out.</param>
    /// <param name="gradient">[population, outputs, r, n].</param>
    void PolyharmonicGradient(
        DeviceArray<T> x,
        DeviceArray<T> distances,
        DeviceArray<T> b,
        DeviceArray<T> weights,
        DeviceArray<T> gradient);

    /// <summary>
    /// 2ΔL = 2(T − X_q) and the mean squared error over rows and outputs. Of the targets' columns the last ones are
    /// read, one per output: with two classes and one output, that of the second class.
    /// </summary>
    /// <param name="targets">[population, 1, r, columns ≥ outputs].</param>
    /// <param name="predictions">X_q, [population, outputs, r, 1].</param>
    /// <param name="residuals">[population, outputs, r, 1].</param>
    /// <param name="loss">[population, 1, 1, 1].</param>
    /// <param name="total">[population, 1, 1, 1]: the loss is added to it.</param>
    void CascadeResiduals(
        DeviceArray<T> targets,
        DeviceArray<T> predictions,
        DeviceArray<T> residuals,
        DeviceArray<T> loss,
        DeviceArray<double> total);

    /// <summary>α = absolute + relative · tr ΣΩ for each output.</summary>
    /// <param name="rules">[population, 1, 1, 2]: the absolute and the relative part.</param>
    /// <param name="traces">[population, outputs, 1, 1].</param>
    /// <param name="alphas">[population, outputs, 1, 1].</param>
    void CascadeRegulariser(DeviceArray<T> rules, DeviceArray<T> traces, DeviceArray<T> alphas);

    /// <summary>G ← G ∘ (B 1ᵀ): each row times its own factor.</summary>
    /// <param name="rows">[population, outputs, r, n].</param>
    /// <param name="factors">[population, outputs, r, 1].</param>
    void ScaleRows(DeviceArray<T> rows, DeviceArray<T> factors);

    /// <summary>The largest magnitude among a member's values; not a number if one of them is not.</summary>
    /// <param name="values">[population, matrices, rows, columns].</param>
    /// <param name="largest">[population, 1, 1, 1].</param>
    void LargestParameter(DeviceArray<T> values, DeviceArray<T> largest);

    /// <summary>Retires each living member of which a factorisation failed.</summary>
    /// <param name="failed">[population, matrices, 1, 1], from <see cref="IMatrixOperations{T}.Cholesky"/>.</param>
    void RetireSingular(DeviceArray<int> failed, long step);

    /// <summary>
    /// Adds to each member's sums the squared error over rows and outputs, and the number of rows classified
    /// correctly: the largest output, or the sign of a single one, names the class.
    /// </summary>
    /// <param name="predictions">[population, outputs, rows, 1].</param>
    /// <param name="targets">[1, 1, rows, columns ≥ outputs], read as in <see cref="CascadeResiduals"/>.</param>
    /// <param name="labels">[1, 1, rows, 1].</param>
    /// <param name="sums">[population, 1, 1, 2].</param>
    void ScoreCascade(DeviceArray<T> predictions, DeviceArray<T> targets, DeviceArray<int> labels, DeviceArray<double> sums);
}
