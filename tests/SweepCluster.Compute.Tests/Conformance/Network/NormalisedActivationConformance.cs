using SweepCluster.Compute.Network;
using SweepCluster.Domain.Randomness;

namespace SweepCluster.Compute.Tests.Conformance.Network;

/// <summary>Batch norm with the activation behind it, against plain loops in double precision, for members with settings of their own.</summary>
public sealed class NormalisedActivationConformance : IDisposable
{
    private const double Tolerance = 2e-4;
    private const double Threshold = 0.9;

    private readonly Stack<IDisposable> _owned = [];

    public static TheoryData<string, int, int> Shapes
    {
        get
        {
            var data = new TheoryData<string, int, int>();
            foreach (var device in TestDevices.All.Select(row => (string)row[0]).Distinct())
            {
                foreach (var (rows, columns) in new[] { (128, 2), (130, 17), (64, 16), (5, 3), (37, 33), (2, 1) })
                {
                    data.Add(device, rows, columns);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Forward_and_back_are_as_defined(string name, int rows, int columns)
    {
        var layer = Open(name, rows, columns);
        var (values, input, output, slope) = (layer.Upload(rows, columns, layer.X), layer.Zeros(rows, columns), layer.Zeros(rows, columns), layer.Zeros(rows, columns));
        var (gradient, toScale, toShift) = (layer.Upload(rows, columns, layer.Upstream), layer.Zeros(1, columns), layer.Zeros(1, columns));
        var (loss, range) = (layer.Zeros(1, 1), layer.Upload(1, 1, [0.25f]));

        layer.Queue.BatchNormActivate(layer.Norm, layer.Activation, layer.Boundary, values, input, output, slope, loss, range);
        layer.Queue.BatchNormActivateBackward(layer.Norm, layer.Boundary, values, input, slope, gradient, toScale, toShift);

        for (var member = 0; member < 2; member++)
        {
            var expected = new Reference(layer, rows, columns, member);
            Close(expected.Normalised, values, member);
            Close(expected.Input, input, member);
            Close(expected.Output, output, member);
            Close(expected.Slope, slope, member);
            Close([expected.Loss], loss, member);
            Close([Math.Max(0.25, expected.Input.Max(Math.Abs) / 1.5)], range, member);
            Close(expected.Mean.Select(mean => 0.1 * mean), layer.Norm.RunningMean, member);
            Close(expected.Variance.Select(variance => 0.1 * variance * rows / (rows - 1)), layer.Norm.RunningVariance, member);
            Close(expected.ShiftGradient, toShift, member, rows);
            Close(expected.ScaleGradient, toScale, member, rows);
            Close(expected.Gradient, gradient, member);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Without_a_boundary_the_gradient_is_that_of_the_output_alone(string name, int rows, int columns)
    {
        var layer = Open(name, rows, columns);
        var (normalised, input, slope) = (layer.Upload(rows, columns, layer.X), layer.Upload(rows, columns, layer.X), layer.Upload(rows, columns, layer.X));
        var (fused, apart) = (layer.Upload(rows, columns, layer.Upstream), layer.Upload(rows, columns, layer.Upstream));
        var (toScale, toShift, toScaleApart, toShiftApart) = (layer.Zeros(1, columns), layer.Zeros(1, columns), layer.Zeros(1, columns), layer.Zeros(1, columns));
        layer.Norm.InverseDeviation.Upload(0, [.. Enumerable.Repeat(0.7f, columns)]);

        layer.Queue.BatchNormActivateBackward(layer.Norm, null, normalised, input, slope, fused, toScale, toShift);
        layer.Queue.ActivateBackward(null, input, slope, apart);
        layer.Queue.BatchNormBackward(layer.Norm, normalised, apart, toScaleApart, toShiftApart);

        Close(Read(apart, 0).Select(value => (double)value), fused, 0);
        Close(Read(toScaleApart, 0).Select(value => (double)value), toScale, 0);
        Close(Read(toShiftApart, 0).Select(value => (double)value), toShift, 0);
    }

    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void An_input_that_is_not_finite_is_out_of_any_range(string name, int threads)
    {
        _ = threads;
        var layer = Open(name, 4, 3);
        var x = layer.X.ToArray();
        x[4] = float.PositiveInfinity;
        var (values, input, output, slope, loss, range) = (layer.Upload(4, 3, x), layer.Zeros(4, 3), layer.Zeros(4, 3), layer.Zeros(4, 3), layer.Zeros(1, 1), layer.Zeros(1, 1));

        layer.Queue.BatchNormActivate(layer.Norm, layer.Activation, layer.Boundary, values, input, output, slope, loss, range);

        Assert.False(float.IsFinite(Read(range, 0)[0]));
        Assert.False(float.IsFinite(Read(output, 0)[4]));
        Assert.True(float.IsFinite(Read(output, 0)[3]));
    }

    public void Dispose()
    {
        while (_owned.TryPop(out var owned))
        {
            owned.Dispose();
        }
    }

    private Layer Open(string name, int rows, int columns)
    {
        var device = TestDevices.Open(name);
        _owned.Push(device);
        var layer = new Layer(device.Open<float>(2), _owned, rows, columns);
        return layer;
    }

    private static void Close(IEnumerable<double> expected, DeviceArray<float> found, int member, double scale = 1)
    {
        var values = Read(found, member);
        var i = 0;
        foreach (var value in expected)
        {
            Assert.True(Math.Abs(value - values[i]) <= Tolerance * Math.Max(scale, Math.Abs(value)), $"Member {member}, element {i}: {values[i]} instead of {value}");
            i++;
        }

        Assert.Equal(values.Length, i);
    }

    private static float[] Read(DeviceArray<float> array, int member)
    {
        var values = new float[array.Length];
        array.Download(member, values);
        return values;
    }

    /// <summary>A layer of two members: the first with an exponential boundary loss and 3 terms, the second with a quadratic one and 2.</summary>
    private sealed class Layer
    {
        private readonly Stack<IDisposable> _owned;

        public Layer(IOperations<float> queue, Stack<IDisposable> owned, int rows, int columns)
        {
            Queue = queue;
            _owned = owned;
            _owned.Push(queue);
            X = Normals(rows * columns, 1);
            Upstream = Normals(rows * columns, 2);
            Scale = Normals(columns, 3);
            Shift = Normals(columns, 4);
            Norm = new BatchNorm<float>(Upload(1, columns, Scale), Upload(1, columns, Shift), Zeros(1, columns), Zeros(1, columns), Zeros(1, columns));
            Activation = new PolynomialActivation<float>(PolynomialBasis.HalfPlusEven, Upload(1, 1, [1.5f]), Numbers(3, 2), Upload(1, 3, [0.3f, 0.25f, -0.04f]));
            Boundary = new BoundaryLoss<float>(Numbers((int)BoundaryKind.Exponential, (int)BoundaryKind.Quadratic), Upload(1, 1, [(float)Threshold]), Upload(1, 1, [2f]));
        }

        public IOperations<float> Queue { get; }

        public float[] X { get; }

        public float[] Upstream { get; }

        public float[] Scale { get; }

        public float[] Shift { get; }

        public BatchNorm<float> Norm { get; }

        public PolynomialActivation<float> Activation { get; }

        public BoundaryLoss<float> Boundary { get; }

        public DeviceArray<float> Zeros(int rows, int columns)
        {
            var array = Queue.Allocate<float>(1, rows, columns);
            _owned.Push(array);
            return array;
        }

        public DeviceArray<float> Upload(int rows, int columns, float[] values)
        {
            var array = Zeros(rows, columns);
            array.Upload(0, values);
            array.Upload(1, values);
            return array;
        }

        private DeviceArray<int> Numbers(int first, int second)
        {
            var array = Queue.Allocate<int>(1, 1, 1);
            _owned.Push(array);
            array.Upload(0, [first]);
            array.Upload(1, [second]);
            return array;
        }

        private static float[] Normals(int count, uint stream)
        {
            var random = new RandomStream(17, RandomPurpose.Dataset, stream);
            return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];
        }
    }

    /// <summary>The same by definition.</summary>
    private sealed class Reference
    {
        public Reference(Layer layer, int rows, int columns, int member)
        {
            double[] Columns(Func<int, double> of) => [.. Enumerable.Range(0, columns).Select(column => Enumerable.Range(0, rows).Sum(row => of((row * columns) + column)))];
            double[] Elements(Func<int, int, double> of) => [.. Enumerable.Range(0, rows * columns).Select(i => of(i, i % columns))];

            Mean = [.. Columns(i => layer.X[i]).Select(sum => sum / rows)];
            Variance = [.. Columns(i => Math.Pow(layer.X[i] - Mean[i % columns], 2)).Select(sum => sum / rows)];
            var inverse = Variance.Select(variance => 1 / Math.Sqrt(variance + 1e-5)).ToArray();
            Normalised = Elements((i, column) => (layer.X[i] - Mean[column]) * inverse[column]);
            Input = Elements((i, column) => (Normalised[i] * layer.Scale[column]) + layer.Shift[column]);
            var second = member == 0 ? -0.04 : 0;
            Output = Elements((i, _) => 1.5 * ((T(i) / 2) + 0.3 + (0.25 * W(i)) + (second * ((2 * W(i) * W(i)) - 1))));
            Slope = Elements((i, _) => 0.5 + (4 * T(i) * (0.25 + (second * 4 * W(i)))));
            Loss = Enumerable.Range(0, rows * columns).Average(i => member == 0 ? Math.Exp(Excess(i)) - 1 : Excess(i) * Excess(i));
            var through = Elements((i, _) => (layer.Upstream[i] * Slope[i]) + (Excess(i) == 0 ? 0 : 2.0 / (rows * columns) * Math.Sign(Input[i]) * (member == 0 ? Math.Exp(Excess(i)) : 2 * Excess(i))));
            ShiftGradient = Columns(i => through[i]);
            ScaleGradient = Columns(i => through[i] * Normalised[i]);
            Gradient = Elements((i, column) => layer.Scale[column] * inverse[column] * (through[i] - (ShiftGradient[column] / rows) - (Normalised[i] * ScaleGradient[column] / rows)));
        }

        public double[] Mean { get; }

        public double[] Variance { get; }

        public double[] Normalised { get; }

        public double[] Input { get; }

        public double[] Output { get; }

        public double[] Slope { get; }

        public double Loss { get; }

        public double[] ShiftGradient { get; }

        public double[] ScaleGradient { get; }

        public double[] Gradient { get; }

        private double T(int i) => Input[i] / 1.5;

        private double W(int i) => (2 * T(i) * T(i)) - 1;

        private double Excess(int i) => Math.Max(Math.Abs(Input[i]) - Threshold, 0);
    }
}
