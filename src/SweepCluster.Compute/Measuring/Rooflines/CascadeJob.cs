namespace SweepCluster.Compute.Measuring.Rooflines;

/// <summary>
/// A polyharmonic cascade, one for each output: the operations of its first two layers, where its work is, and of the
/// solve.
/// </summary>
public sealed class CascadeJob : RooflineJob
{
    private readonly int _outputs;
    private readonly (int Inputs, int Width, int Points)[] _layers;

    /// <inheritdoc cref="RooflineJob(IReadOnlyList{int}, int, int)"/>
    public CascadeJob(IReadOnlyList<int> layers, int rows, int population)
        : base(layers, rows, population)
    {
        _outputs = layers[^1];
        var widths = layers.Skip(1).SkipLast(1).Append(1).ToArray();
        _layers = [.. layers.SkipLast(1).Zip(widths, (inputs, width) => (inputs, width, (2 * inputs) + 1))];
        Operations = [.. First(), .. Hidden(_layers[Math.Min(1, _layers.Length - 1)]), .. Solve()];
    }

    internal override IReadOnlyList<RooflineOperation> Operations { get; }

    private protected override string Family => "cascade";

    private string Times => _outputs == 1 ? "" : $"{_outputs} × ";

    private IEnumerable<RooflineOperation> First()
    {
        var (inputs, width, points) = _layers[0];
        yield return Basis(1, inputs, points);
        yield return new("product H·Y", $"{Times}{Rows}×{points} · {points}×{width}", OperationCost.Product(Rows, points, width, _outputs, lefts: 1), bench =>
        {
            var (h, y, x) = (bench.Noise(1, Rows, points), bench.Noise(_outputs, points, width), bench.Zeros<float>(_outputs, Rows, width));
            return () => bench.Operations.Multiply(h, false, y, false, x);
        });
        yield return new(
            "update Y += ½ Hᵀ·G", $"{Times}{points}×{Rows} · {Rows}×{width}", OperationCost.Product(points, Rows, width, _outputs, lefts: null, accumulates: true), bench =>
            {
                var (h, g, y) = (bench.Noise(1, Rows, points), bench.Noise(_outputs, Rows, width), bench.Noise(_outputs, points, width));
                return () => bench.Operations.Multiply(h, true, g, false, y, scale: 0.5, accumulate: true);
            });
    }

    private IEnumerable<RooflineOperation> Hidden((int Inputs, int Width, int Points) layer)
    {
        var (inputs, width, points) = layer;
        double values = (double)_outputs * Rows * points;
        double coordinates = (double)_outputs * Rows * inputs;
        var shape = $"{Times}{Rows}×{points}";
        yield return Basis(_outputs, inputs, points);
        yield return new("multipliers Λ = U·Y", $"{Times}{points}×{width}", OperationCost.Elements(8.0 * _outputs * points * width, 2.0 * _outputs * points * width), bench =>
        {
            var (y, coefficients, multipliers) = (bench.Noise(_outputs, points, width), Coefficients(bench, inputs), bench.Zeros<float>(_outputs, points, width));
            return () => bench.Operations.OctahedronMultipliers(y, coefficients, multipliers);
        });
        yield return new("product G·Λᵀ", $"{Times}{Rows}×{width} · {width}×{points}", OperationCost.Product(Rows, width, points, _outputs), bench =>
        {
            var (g, multipliers, weights) = (bench.Noise(_outputs, Rows, width), bench.Noise(_outputs, points, width), bench.Zeros<float>(_outputs, Rows, points));
            return () => bench.Operations.Multiply(g, false, multipliers, true, weights);
        });

        // Weights are changed in place: of zeros, nothing overflows however often that is repeated.
        yield return new("octahedron, back", shape, OperationCost.Elements((7 * values) + (3 * coordinates), (2 * values) + (2 * coordinates)), bench =>
        {
            var (x, coefficients) = (bench.Noise(_outputs, Rows, inputs), Coefficients(bench, inputs));
            var (weights, gradient) = (bench.Zeros<float>(_outputs, Rows, points), bench.Zeros<float>(_outputs, Rows, inputs));
            return () => bench.Operations.OctahedronGradient(x, coefficients, weights, gradient);
        });
        yield return new("distances", shape, OperationCost.Elements(3 * values * inputs, values + coordinates + ((double)inputs * points)), bench =>
        {
            var (x, constellation, distances) = (bench.Noise(_outputs, Rows, inputs), bench.Noise(1, inputs, points), bench.Zeros<float>(_outputs, Rows, points));
            return () => bench.Operations.SquaredDistances(x, constellation, distances);
        });
        yield return new("kernel", shape, OperationCost.Elements(4 * values, 2 * values), bench =>
        {
            var (distances, b, kernel) = (bench.Filled(2f, _outputs, Rows, points), bench.Setting(1f), bench.Zeros<float>(_outputs, Rows, points));
            return () => bench.Operations.PolyharmonicKernel(distances, b, kernel);
        });
        yield return new("kernel, back", shape, OperationCost.Elements((4 * values) + coordinates, (3 * values) + (2 * coordinates)), bench =>
        {
            var (x, distances, b) = (bench.Noise(_outputs, Rows, inputs), bench.Filled(2f, _outputs, Rows, points), bench.Setting(1f));
            var (weights, gradient) = (bench.Zeros<float>(_outputs, Rows, points), bench.Zeros<float>(_outputs, Rows, inputs));
            return () => bench.Operations.PolyharmonicGradient(x, distances, b, weights, gradient);
        });
    }

    private IEnumerable<RooflineOperation> Solve()
    {
        double triangle = 0.5 * Rows * (Rows + 1);
        double read = _layers.Select((layer, i) => (double)Rows * ((Bases(i) * layer.Points) + (_outputs * layer.Width))).Sum();

        // The first layer's H Hᵀ serves all outputs.
        double depth = _layers.Select((layer, i) => (Bases(i) * layer.Points) + (_outputs * (layer.Width + 1))).Sum();
        yield return new("ΣΩ = Σ HHᵀ∘GGᵀ", $"{Times}{Rows}×{Rows}, {_layers.Length} layers", OperationCost.Elements(2 * triangle * depth, read + (_outputs * triangle)), bench =>
        {
            var h = _layers.Select((layer, i) => bench.Noise(Bases(i), Rows, layer.Points)).ToArray();
            var g = _layers.Select(layer => bench.Noise(_outputs, Rows, layer.Width)).ToArray();
            var omega = bench.Zeros<float>(_outputs, Rows, Rows);
            return () => bench.Operations.SumGramProducts(h, g, omega);
        });
        yield return new("Cholesky", $"{Times}{Rows}×{Rows}", OperationCost.Elements(_outputs * Math.Pow(Rows, 3) / 3, 2 * _outputs * triangle), bench =>
        {
            var (matrix, failed) = (Identity(bench), bench.Zeros<int>(_outputs, 1, 1));
            return () => bench.Operations.Cholesky(matrix, failed);
        });
        yield return new("solve", $"{Times}{Rows}×{Rows}", OperationCost.Elements(4 * _outputs * triangle, _outputs * (triangle + (2.0 * Rows))), bench =>
        {
            var (factor, right) = (Identity(bench), bench.Noise(_outputs, Rows, 1));
            return () => bench.Operations.SolveCholesky(factor, right);
        });
    }

    private RooflineOperation Basis(int bases, int inputs, int points)
    {
        double values = (double)bases * Rows * points;
        double coordinates = (double)bases * Rows * inputs;
        var shape = $"{(bases == 1 ? "" : $"{bases} × ")}{Rows}×{points}";
        return new("octahedron H", shape, OperationCost.Elements((8 * values) + (2 * coordinates), values + coordinates), bench =>
        {
            var (x, coefficients, h) = (bench.Noise(bases, Rows, inputs), Coefficients(bench, inputs), bench.Zeros<float>(bases, Rows, points));
            return () => bench.Operations.OctahedronBasis(x, coefficients, h);
        });
    }

    // It is its own factor, so that it may be factored again and again; no device looks at the values to save work.
    private DeviceArray<float> Identity(Workbench bench)
    {
        var matrix = bench.Zeros<float>(_outputs, Rows, Rows);
        bench.Operations.AddToDiagonal(matrix, bench.Filled(1f, _outputs, 1, 1));
        return matrix;
    }

    private static DeviceArray<OctahedronCoefficients<float>> Coefficients(Workbench bench, int inputs) =>
        bench.Setting(new OctahedronCoefficients<float>(inputs, 1, 10));

    private int Bases(int layer) => layer == 0 ? 1 : _outputs;
}
