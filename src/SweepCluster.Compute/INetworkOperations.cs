using System.Numerics;
using SweepCluster.Compute.Network;

namespace SweepCluster.Compute;

/// <summary>
/// What a polynomial network needs besides matrix products. Samples are rows, features are columns. Every setting
/// is per member, so that one launch serves a whole population.
/// </summary>
public interface INetworkOperations<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Sets every element of the living members to zero.</summary>
    void Clear<TElement>(DeviceArray<TElement> values)
        where TElement : unmanaged;

    /// <summary>
    /// Normalises by the batch's own statistics and updates the running ones. A variance that is not finite gives
    /// outputs that are not numbers, so that the member is seen to diverge.
    /// </summary>
    /// <param name="values">[population, 1, rows, n]: x going in, the normalised x̂ coming out.</param>
    /// <param name="output">γ·x̂ + β, of the same shape.</param>
    void BatchNormForward(BatchNorm<T> norm, DeviceArray<T> values, DeviceArray<T> output);

    /// <summary>The gradients through <see cref="BatchNormForward"/>.</summary>
    /// <param name="normalised">x̂.</param>
    /// <param name="gradient">∂L/∂output going in, ∂L/∂x coming out.</param>
    /// <param name="scaleGradient">[population, 1, 1, n].</param>
    /// <param name="shiftGradient">[population, 1, 1, n].</param>
    void BatchNormBackward(
        BatchNorm<T> norm,
        DeviceArray<T> normalised,
        DeviceArray<T> gradient,
        DeviceArray<T> scaleGradient,
        DeviceArray<T> shiftGradient);

    /// <summary>Normalises in place by the running statistics.</summary>
    void BatchNormInference(BatchNorm<T> norm, DeviceArray<T> values);

    /// <summary>Applies each member's polynomial and measures how far its inputs reach.</summary>
    /// <param name="input">[population, 1, rows, n].</param>
    /// <param name="output">p(x); may be <paramref name="input"/> itself.</param>
    /// <param name="slope">p′(x), or null when there is no backward pass.</param>
    /// <param name="boundaryLoss">[population, 1, 1, 1]: this layer's mean, without λ.</param>
    /// <param name="range">[population, 1, 1, 1]: raised to the largest |x|/B where that is larger.</param>
    /// <param name="escaped">[population, 1, 1, at least rows]: set to 1 for rows with an |x| &gt; B or not a number; null to skip.</param>
    void Activate(
        PolynomialActivation<T> activation,
        BoundaryLoss<T> boundary,
        DeviceArray<T> input,
        DeviceArray<T> output,
        DeviceArray<T>? slope,
        DeviceArray<T> boundaryLoss,
        DeviceArray<T> range,
        DeviceArray<int>? escaped = null);

    /// <summary>
    /// <see cref="BatchNormForward"/> and <see cref="Activate"/> of its output: what a device may do in one pass over
    /// the layer.
    /// </summary>
    /// <param name="values">x going in, x̂ coming out.</param>
    /// <param name="input">The activation's input, γ·x̂ + β.</param>
    void BatchNormActivate(
        BatchNorm<T> norm,
        PolynomialActivation<T> activation,
        BoundaryLoss<T> boundary,
        DeviceArray<T> values,
        DeviceArray<T> input,
        DeviceArray<T> output,
        DeviceArray<T> slope,
        DeviceArray<T> boundaryLoss,
        DeviceArray<T> range)
    {
        BatchNormForward(norm, values, input);
        Activate(activation, boundary, input, output, slope, boundaryLoss, range);
    }

    /// <summary><see cref="ActivateBackward"/> and <see cref="BatchNormBackward"/>: the gradients through <see cref="BatchNormActivate"/>.</summary>
    /// <param name="boundary">Null where there is none, as behind an exact activation.</param>
    /// <param name="normalised">x̂.</param>
    /// <param name="input">The activation's input.</param>
    /// <param name="gradient">∂L/∂output going in, ∂L/∂x coming out.</param>
    void BatchNormActivateBackward(
        BatchNorm<T> norm,
        BoundaryLoss<T>? boundary,
        DeviceArray<T> normalised,
        DeviceArray<T> input,
        DeviceArray<T> slope,
        DeviceArray<T> gradient,
        DeviceArray<T> scaleGradient,
        DeviceArray<T> shiftGradient)
    {
        ActivateBackward(boundary, input, slope, gradient);
        BatchNormBackward(norm, normalised, gradient, scaleGradient, shiftGradient);
    }

    /// <summary>Applies the activation itself.</summary>
    /// <param name="output">f(x); may be <paramref name="input"/> itself.</param>
    /// <param name="slope">f′(x), or null when there is no backward pass.</param>
    void ActivateExactly(ActivationFunction function, DeviceArray<T> input, DeviceArray<T> output, DeviceArray<T>? slope);

    /// <summary>gradient · slope + λ/(rows·n) · ∂(boundary loss)/∂x.</summary>
    /// <param name="boundary">Null where there is none, as behind an exact activation.</param>
    /// <param name="gradient">∂L/∂output going in, ∂L/∂input coming out.</param>
    void ActivateBackward(BoundaryLoss<T>? boundary, DeviceArray<T> input, DeviceArray<T> slope, DeviceArray<T> gradient);

    /// <summary>∂L/∂c_k = Σ upstream·B·T_k for the coefficients in use; the others are left as they are.</summary>
    /// <param name="upstream">∂L/∂output.</param>
    /// <param name="gradient">[population, 1, 1, most terms].</param>
    void CoefficientGradients(PolynomialActivation<T> activation, DeviceArray<T> input, DeviceArray<T> upstream, DeviceArray<T> gradient);

    /// <summary>
    /// Multiplies each element by 0 with its member's rate q, else by 1/(1 − q). The mask is a function of key,
    /// step and layer, so that forward and backward pass call this alike and nothing is stored: element i takes
    /// word i mod 4 of Philox block (i/4, layer, Dropout, step), and is kept when word/2³² ≥ q.
    /// </summary>
    /// <param name="keys">[population, 1, 1, 1].</param>
    /// <param name="rate">q in [0, 1): [population, 1, 1, 1].</param>
    void Dropout(DeviceArray<ulong> keys, DeviceArray<T> rate, long step, int layer, DeviceArray<T> values);

    /// <summary>Mean cross-entropy of softmax(logits) in nats, and its gradient.</summary>
    /// <param name="logits">[population, 1, rows, classes].</param>
    /// <param name="labels">[population or 1, 1, rows, 1].</param>
    /// <param name="gradient">(softmax − one-hot)/rows, or null; may be <paramref name="logits"/> itself.</param>
    /// <param name="loss">[population, 1, 1, 1].</param>
    /// <param name="correct">[population, 1, 1, 1]: raised by the number of rows whose largest logit is the label's.</param>
    void SoftmaxCrossEntropy(
        DeviceArray<T> logits,
        DeviceArray<int> labels,
        DeviceArray<T>? gradient,
        DeviceArray<T> loss,
        DeviceArray<int> correct);

    /// <summary>The sum of each column: a bias' gradient.</summary>
    /// <param name="values">[population, 1, rows, n].</param>
    /// <param name="sums">[population, 1, 1, n].</param>
    void ColumnSums(DeviceArray<T> values, DeviceArray<T> sums);

    /// <summary>Gradient norms before clipping, and the factors min(1, c/(norm + 1e-6)) that clipping makes of them.</summary>
    /// <param name="weights">Gradients of everything but batch norm: [population, 1, 1, any].</param>
    /// <param name="batchNorm">Gradients of batch norm's parameters; may be empty.</param>
    /// <param name="norm">[population, 1, 1, 1]: over all parameters.</param>
    /// <param name="weightFactor">[population, 1, 1, 1].</param>
    /// <param name="batchNormFactor">[population, 1, 1, 1].</param>
    void ClipFactors(
        GradientClipping<T> clipping,
        DeviceArray<T> weights,
        DeviceArray<T> batchNorm,
        DeviceArray<T> norm,
        DeviceArray<T> weightFactor,
        DeviceArray<T> batchNormFactor);

    /// <summary>One step of AdamW with decoupled decay and ε = 1e-8.</summary>
    /// <param name="step">Counted from 0; the bias corrections are 1 − β^(step + 1).</param>
    /// <param name="factor">[population, 1, 1, 1]: what the gradient is multiplied by.</param>
    /// <param name="check">[population, 1, 1, 1]: 0, or not a number when a parameter is no longer finite; never cleared.</param>
    void AdamWStep(
        OptimiserRates<T> rates,
        long step,
        DeviceArray<T> parameters,
        DeviceArray<T> gradients,
        DeviceArray<T> firstMoment,
        DeviceArray<T> secondMoment,
        DeviceArray<T> factor,
        DeviceArray<T> check);

    /// <summary>One step of SGD with decoupled decay: v ← μ·v + g, θ ← (1 − rate·decay)·θ − rate·v.</summary>
    /// <param name="factor">As of <see cref="AdamWStep"/>.</param>
    /// <param name="check">As of <see cref="AdamWStep"/>.</param>
    void SgdStep(
        OptimiserRates<T> rates,
        DeviceArray<T> parameters,
        DeviceArray<T> gradients,
        DeviceArray<T> velocity,
        DeviceArray<T> factor,
        DeviceArray<T> check);

    /// <summary>sums += weight · values, in double precision.</summary>
    void Accumulate(DeviceArray<T> values, DeviceArray<double> sums, double weight = 1);

    /// <summary>largest = max(largest, values), element by element; not a number where a value is.</summary>
    void AccumulateLargest(DeviceArray<T> values, DeviceArray<T> largest);

    /// <summary>Adds the number of set flags among the first <paramref name="rows"/> to the count, and clears them.</summary>
    /// <param name="flags">[population, 1, 1, at least rows].</param>
    /// <param name="count">[population, 1, 1, 1].</param>
    void CountFlags(DeviceArray<int> flags, int rows, DeviceArray<int> count);
}
