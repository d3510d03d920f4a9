using SweepCluster.Compute.Network;

namespace SweepCluster.Compute.Measuring.Rooflines;

/// <summary>A polynomial network: every product of its layers, and what is around them at the widest hidden layer.</summary>
public sealed class NetworkJob : RooflineJob
{
    // A polynomial of degree 8 of the functions whose odd part is x/2.
    private const int Terms = 5;
    private const int DatasetRows = 4096;

    // Of an element: the argument, 7 for each term beyond the first in value and slope, and putting them together.
    private const int ActivationFlops = 13 + (7 * (Terms - 1));

    private readonly int _width;
    private readonly int _parameters;

    /// <inheritdoc cref="RooflineJob(IReadOnlyList{int}, int, int)"/>
    public NetworkJob(IReadOnlyList<int> layers, int rows, int population)
        : base(layers, rows, population)
    {
        _width = layers.Count > 2 ? layers.Skip(1).SkipLast(1).Max() : layers[^1];
        _parameters = layers.Zip(layers.Skip(1), (inputs, outputs) => (inputs + 1) * outputs).Sum();
        Operations = [.. Products(), .. Layer(), .. Step()];
    }

    internal override IReadOnlyList<RooflineOperation> Operations { get; }

    private protected override string Family => "network";

    private double Elements => (double)Rows * _width;

    private string Features => $"{Rows}×{_width}";

    private IEnumerable<RooflineOperation> Products()
    {
        for (var i = 1; i < Layers.Count; i++)
        {
            var (inputs, outputs) = (Layers[i - 1], Layers[i]);
            yield return new("product X·W + b", $"{Rows}×{inputs} · {inputs}×{outputs}", OperationCost.Product(Rows, inputs, outputs), bench =>
            {
                var (x, w, b, y) = (bench.Noise(1, Rows, inputs), bench.Noise(1, inputs, outputs), bench.Noise(1, 1, outputs), bench.Zeros<float>(1, Rows, outputs));
                return () => bench.Operations.Multiply(x, false, w, false, y, bias: b);
            });
            yield return new("product Xᵀ·G", $"{inputs}×{Rows} · {Rows}×{outputs}", OperationCost.Product(inputs, Rows, outputs), bench =>
            {
                var (x, g, w) = (bench.Noise(1, Rows, inputs), bench.Noise(1, Rows, outputs), bench.Zeros<float>(1, inputs, outputs));
                return () => bench.Operations.Multiply(x, true, g, false, w);
            });
            if (i > 1)
            {
                yield return new("product G·Wᵀ", $"{Rows}×{outputs} · {outputs}×{inputs}", OperationCost.Product(Rows, outputs, inputs), bench =>
                {
                    var (g, w, x) = (bench.Noise(1, Rows, outputs), bench.Noise(1, inputs, outputs), bench.Zeros<float>(1, Rows, inputs));
                    return () => bench.Operations.Multiply(g, false, w, true, x);
                });
            }
        }
    }

    private IEnumerable<RooflineOperation> Layer()
    {
        yield return new("batch norm, activation", Features, OperationCost.Elements((8 + ActivationFlops) * Elements, 5 * Elements), bench =>
        {
            var (norm, activation, boundary) = (Norm(bench), Polynomial(bench), Boundary(bench));
            var (x, input, y, slope) = (bench.Noise(1, Rows, _width), bench.Zeros<float>(1, Rows, _width), bench.Zeros<float>(1, Rows, _width), bench.Zeros<float>(1, Rows, _width));
            var (loss, range) = (bench.Setting(0f), bench.Setting(0f));
            return () => bench.Operations.BatchNormActivate(norm, activation, boundary, x, input, y, slope, loss, range);
        });
        yield return new("the same, back", Features, OperationCost.Elements(8 * Elements, 5 * Elements), bench =>
        {
            var (norm, boundary) = (Norm(bench), Boundary(bench));
            var (x, input, slope, gradient) = (bench.Noise(1, Rows, _width), bench.Noise(1, Rows, _width), bench.Filled(1f, 1, Rows, _width), bench.Noise(1, Rows, _width));
            var (scale, shift) = (bench.Zeros<float>(1, 1, _width), bench.Zeros<float>(1, 1, _width));
            return () => bench.Operations.BatchNormActivateBackward(norm, boundary, x, input, slope, gradient, scale, shift);
        });
        yield return new("batch norm", Features, OperationCost.Elements(8 * Elements, 3 * Elements), bench =>
        {
            var (norm, x, y) = (Norm(bench), bench.Noise(1, Rows, _width), bench.Zeros<float>(1, Rows, _width));
            return () => bench.Operations.BatchNormForward(norm, x, y);
        });
        yield return new("activation", Features, OperationCost.Elements(ActivationFlops * Elements, 3 * Elements), bench =>
        {
            var (activation, boundary) = (Polynomial(bench), Boundary(bench));
            var (x, y, slope) = (bench.Noise(1, Rows, _width), bench.Zeros<float>(1, Rows, _width), bench.Zeros<float>(1, Rows, _width));
            var (loss, range) = (bench.Setting(0f), bench.Setting(0f));
            return () => bench.Operations.Activate(activation, boundary, x, y, slope, loss, range);
        });
        yield return new("activation, back", Features, OperationCost.Elements(Elements, 4 * Elements), bench =>
        {
            var boundary = Boundary(bench);
            var (x, slope, gradient) = (bench.Noise(1, Rows, _width), bench.Filled(1f, 1, Rows, _width), bench.Noise(1, Rows, _width));
            return () => bench.Operations.ActivateBackward(boundary, x, slope, gradient);
        });
        yield return new("coefficients, back", Features, OperationCost.Elements((3 + (4 * Terms)) * Elements, 2 * Elements), bench =>
        {
            var activation = Polynomial(bench);
            var (x, upstream, gradient) = (bench.Noise(1, Rows, _width), bench.Noise(1, Rows, _width), bench.Zeros<float>(1, 1, Terms));
            return () => bench.Operations.CoefficientGradients(activation, x, upstream, gradient);
        });
        yield return new("batch norm, back", Features, OperationCost.Elements(7 * Elements, 3 * Elements), bench =>
        {
            var (norm, x, gradient) = (Norm(bench), bench.Noise(1, Rows, _width), bench.Noise(1, Rows, _width));
            var (scale, shift) = (bench.Zeros<float>(1, 1, _width), bench.Zeros<float>(1, 1, _width));
            return () => bench.Operations.BatchNormBackward(norm, x, gradient, scale, shift);
        });
    }

    private IEnumerable<RooflineOperation> Step()
    {
        var (inputs, classes) = (Layers[0], Layers[^1]);
        yield return new("rows of a batch", $"{Rows}×{inputs}", OperationCost.Elements(0, (2.0 * Rows * inputs) + Rows), bench =>
        {
            var rows = Math.Max(Rows, DatasetRows);
            var (data, indices, x) = (bench.SharedNoise(rows, inputs), bench.RowsInTurn(Rows, rows), bench.Zeros<float>(1, Rows, inputs));
            return () => bench.Operations.GatherRows(data, indices, x);
        });
        yield return new("loss", $"{Rows}×{classes}", OperationCost.Elements(5.0 * Rows * classes, (2.0 * Rows * classes) + Rows), bench =>
        {
            var (logits, gradient, labels) = (bench.Noise(1, Rows, classes), bench.Zeros<float>(1, Rows, classes), bench.Zeros<int>(1, Rows, 1));
            var (loss, correct) = (bench.Setting(0f), bench.Setting(0));
            return () => bench.Operations.SoftmaxCrossEntropy(logits, labels, gradient, loss, correct);
        });
        yield return new("clipping norm", $"{_parameters}", OperationCost.Elements(2.0 * _parameters, _parameters), bench =>
        {
            var clipping = new GradientClipping<float>(bench.Setting((int)ClipKind.Standard), bench.Setting(1f));
            var (gradients, none) = (bench.Noise(1, 1, _parameters), bench.Zeros<float>(1, 1, 0));
            var (norm, factor, other) = (bench.Setting(0f), bench.Setting(0f), bench.Setting(0f));
            return () => bench.Operations.ClipFactors(clipping, gradients, none, norm, factor, other);
        });
        yield return new("AdamW step", $"{_parameters}", OperationCost.Elements(16.0 * _parameters, 7.0 * _parameters), bench =>
        {
            var (rates, parameters, gradients) = (Rates(bench), bench.Noise(1, 1, _parameters), bench.Noise(1, 1, _parameters));
            var (first, second, factor, check) = (bench.Zeros<float>(1, 1, _parameters), bench.Zeros<float>(1, 1, _parameters), bench.Setting(1f), bench.Setting(0f));
            return () => bench.Operations.AdamWStep(rates, 0, parameters, gradients, first, second, factor, check);
        });
        yield return new("SGD step", $"{_parameters}", OperationCost.Elements(6.0 * _parameters, 5.0 * _parameters), bench =>
        {
            var (rates, parameters, gradients) = (Rates(bench), bench.Noise(1, 1, _parameters), bench.Noise(1, 1, _parameters));
            var (velocity, factor, check) = (bench.Zeros<float>(1, 1, _parameters), bench.Setting(1f), bench.Setting(0f));
            return () => bench.Operations.SgdStep(rates, parameters, gradients, velocity, factor, check);
        });
    }

    // A deviation of 1 keeps gradients of their size, however often they go back.
    private BatchNorm<float> Norm(Workbench bench) => new(
        bench.Filled(1f, 1, 1, _width), bench.Noise(1, 1, _width), bench.Zeros<float>(1, 1, _width), bench.Filled(1f, 1, 1, _width), bench.Filled(1f, 1, 1, _width));

    private static PolynomialActivation<float> Polynomial(Workbench bench) =>
        new(PolynomialBasis.HalfPlusEven, bench.Setting(1f), bench.Setting(Terms), bench.Noise(1, 1, Terms));

    private static BoundaryLoss<float> Boundary(Workbench bench) =>
        new(bench.Setting((int)BoundaryKind.Exponential), bench.Setting(0.9f), bench.Setting(1f));

    private static OptimiserRates<float> Rates(Workbench bench) =>
        new(bench.Setting(1e-3f), bench.Setting(1e-2f), bench.Setting(0.9f), bench.Setting(0.999f));
}
