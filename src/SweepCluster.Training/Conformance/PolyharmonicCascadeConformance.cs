using System.Globalization;
using System.Numerics;
using System.Text.Json;
using SweepCluster.Compute;
using SweepCluster.Training.PolyharmonicCascades;

namespace SweepCluster.Training.Conformance;

/// <summary>
/// One training step of a small cascade, worked out in float64 with all intermediates, repeated on a device by the
/// code that trains.
/// </summary>
public static class PolyharmonicCascadeConformance
{
    private const double Float64Tolerance = 1e-9;
    private const double Float32Tolerance = 1e-4;

    /// <param name="document">
    /// <c>schema</c>, <c>outs</c>, <c>b</c>, <c>c</c>, <c>alpha</c>, X [r][features], T [outputs][r], Y0, and for every
    /// layer H, Lambda0, G and Y1; Omega, B, out and out1.
    /// </param>
    /// <param name="float64">Whether to compute in float64; otherwise in float32.</param>
    /// <exception cref="KeyNotFoundException">The document lacks a quantity.</exception>
    public static IReadOnlyList<QuantityError> Replay(JsonElement document, IDevice device, bool float64) =>
        float64 ? Replay<double>(document, device, Float64Tolerance) : Replay<float>(document, device, Float32Tolerance);

    private static List<QuantityError> Replay<T>(JsonElement document, IDevice device, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var settings = SettingsOf(document);
        var schema = document.GetProperty("schema").EnumerateArray().Select(width => width.GetInt32()).ToArray();
        var shape = CascadeShape.Of(settings, schema[0], document.GetProperty("outs").GetInt32());
        using var operations = device.Open<T>(population: 1);
        using var model = new CascadeModel<T>(operations, shape);
        using var step = new CascadeStep<T>(device, operations, model);
        using var x = operations.Allocate<T>(1, shape.Batch, shape.Features);
        using var targets = operations.Allocate<T>(1, shape.Batch, shape.Outputs);
        model.Initialise(0, settings, key: 0);
        model.Parameters.Upload(0, Values<T>(document.GetProperty("Y0")));
        step.Rules.Upload(0, [T.CreateChecked(settings.Alpha), T.Zero]);
        x.Upload(0, Values<T>(document.GetProperty("X")));
        targets.Upload(0, Transposed(Values<T>(document.GetProperty("T")), shape.Outputs));

        var errors = new List<QuantityError>();
        model.Forward(x, step.Activations);
        Compare("H", layer => step.Activations[layer].Basis);
        CompareOne("out", step.Activations[^1].Output);
        step.Compare(targets, step: 0);
        for (var layer = shape.Layers.Length - 1; layer >= 0; layer--)
        {
            using var multipliers = operations.Allocate<T>(shape.Outputs, shape.Layers[layer].Points, shape.Layers[layer].Width);
            model.Constellation(layer).Multipliers(model.Values[layer], multipliers);
            Add($"Lambda0[{layer}]", document.GetProperty("Lambda0")[layer], multipliers);
        }

        step.Differentiate();
        Compare("G", layer => step.Gradients[layer], lastLayer: shape.Layers.Length - 2);
        step.SumOmega();
        CompareLower("Omega", step.Omega);
        step.Solve(step: 0);
        CompareOne("B", step.Residuals);
        step.Update(step: 0);
        Compare("Y1", layer => model.Values[layer]);
        model.Forward(x, step.Activations);
        CompareOne("out1", step.Activations[^1].Output);
        return errors;

        void Compare(string name, Func<int, DeviceArray<T>> found, int? lastLayer = null)
        {
            for (var layer = 0; layer <= (lastLayer ?? shape.Layers.Length - 1); layer++)
            {
                Add($"{name}[{layer}]", document.GetProperty(name)[layer], found(layer));
            }
        }

        void CompareOne(string name, DeviceArray<T> found) => Add(name, document.GetProperty(name), found);

        void CompareLower(string name, DeviceArray<T> found) => Add(name, document.GetProperty(name), found, IsLower);

        bool IsLower(int index) => index % shape.Batch <= index / shape.Batch % shape.Batch;

        void Add(string quantity, JsonElement expected, DeviceArray<T> found, Func<int, bool>? counts = null)
        {
            var values = new T[found.Length];
            found.Download(0, values);
            var error = LargestError(Values<double>(expected), values, counts ?? (_ => true));
            errors.Add(new QuantityError(string.Join('-', schema), quantity, error, tolerance));
        }
    }

    private static PolyharmonicCascadeSettings SettingsOf(JsonElement document) => new()
    {
        Hidden = [.. document.GetProperty("schema").EnumerateArray().Skip(1).SkipLast(1).Select(width => width.GetInt32())],
        Constellation = ConstellationKind.Octahedron,
        ConstellationSize = 1,
        B = document.GetProperty("b").GetDouble(),
        C = document.GetProperty("c").GetDouble(),
        Sigma2 = 0,
        Alpha = document.GetProperty("alpha").GetDouble(),
        AlphaRule = AlphaRule.Absolute,
        Batch = document.GetProperty("X").GetArrayLength(),
        Precision = CascadePrecision.Float64,
    };

    private static double LargestError<T>(double[] expected, T[] found, Func<int, bool> counts)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (expected.Length != found.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expected {expected.Length} values, found {found.Length}."), nameof(found));
        }

        var scale = expected.Max(Math.Abs);
        var largest = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            var error = Math.Abs(double.CreateChecked(found[i]) - expected[i]) / (scale > 0 ? scale : 1);
            largest = counts(i) && !(error <= largest) ? error : largest;
        }

        return largest;
    }

    // Every number of nested arrays, in order.
    private static T[] Values<T>(JsonElement element)
        where T : unmanaged, IFloatingPointIeee754<T> => [.. Numbers(element).Select(T.CreateChecked)];

    private static IEnumerable<double> Numbers(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(Numbers) : [element.GetDouble()];

    private static T[] Transposed<T>(T[] values, int rows)
    {
        var columns = values.Length / rows;
        return [.. Enumerable.Range(0, values.Length).Select(i => values[(i % rows * columns) + (i / rows)])];
    }
}
