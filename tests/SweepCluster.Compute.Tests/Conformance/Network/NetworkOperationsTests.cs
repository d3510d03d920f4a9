using SweepCluster.Compute.Network;
using SweepCluster.Domain.Randomness;

namespace SweepCluster.Compute.Tests.Conformance.Network;

/// <summary>Every device's network operations against plain loops in double precision, over widths that fill vectors and widths that do not.</summary>
public sealed class NetworkOperationsTests
{
    private const double Tolerance = 2e-4;

    public static TheoryData<string, int, int, int> Shapes
    {
        get
        {
            var data = new TheoryData<string, int, int, int>();
            foreach (var device in TestDevices.All.Select(row => (string)row[0]).Distinct())
            {
                foreach (var (rows, columns) in new[] { (128, 2), (100, 10), (64, 16), (130, 17), (128, 64), (5, 3) })
                {
                    data.Add(device, rows, columns, 1);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Batch_norm_normalises_and_differentiates_as_defined(string name, int rows, int columns, int threads)
    {
        using var device = TestDevices.Open(name);
        using var queue = device.Open<float>(2, threads);
        var x = Normals(rows * columns, 1);
        var upstream = Normals(rows * columns, 2);
        var scale = Normals(columns, 3);
        var shift = Normals(columns, 4);
        using var values = Upload(queue, rows, columns, x);
        using var gradient = Upload(queue, rows, columns, upstream);
        using var output = queue.Allocate<float>(1, rows, columns);
        using var toScale = queue.Allocate<float>(1, 1, columns);
        using var toShift = queue.Allocate<float>(1, 1, columns);
        var norm = new BatchNorm<float>(Upload(queue, 1, columns, scale), Upload(queue, 1, columns, shift), queue.Allocate<float>(1, 1, columns), queue.Allocate<float>(1, 1, columns), queue.Allocate<float>(1, 1, columns));

        queue.BatchNormForward(norm, values, output);
        queue.BatchNormBackward(norm, values, gradient, toScale, toShift);

        var (y, dx, dScale, dShift, runningMean, runningVariance) = (Read(output), Read(gradient), Read(toScale), Read(toShift), Read(norm.RunningMean), Read(norm.RunningVariance));
        for (var c = 0; c < columns; c++)
        {
            var column = Enumerable.Range(0, rows).Select(row => (double)x[(row * columns) + c]).ToArray();
            var d = Enumerable.Range(0, rows).Select(row => (double)upstream[(row * columns) + c]).ToArray();
            var mean = column.Average();
            var variance = column.Average(value => (value - mean) * (value - mean));
            var inverse = 1 / Math.Sqrt(variance + 1e-5);
            var normalised = column.Select(value => (value - mean) * inverse).ToArray();
            var meanOfProducts = d.Zip(normalised, (a, b) => a * b).Average();
            Close(meanOfProducts * rows, dScale[c], rows);
            Close(d.Sum(), dShift[c], rows);
            Close(0.1 * mean, runningMean[c]);
            Close(0.1 * variance * rows / (rows - 1), runningVariance[c]);
            for (var row = 0; row < rows; row++)
            {
                var at = (row * columns) + c;
                Close((normalised[row] * scale[c]) + shift[c], y[at]);
                Close(scale[c] * inverse * (d[row] - d.Average() - (normalised[row] * meanOfProducts)), dx[at]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Activation_boundary_loss_range_and_escapes_are_those_of_each_member(string name, int rows, int columns, int threads)
    {
        using var device = TestDevices.Open(name);
        using var queue = device.Open<float>(2, threads);
        var x = Normals(rows * columns, 5);
        using var input = Upload(queue, rows, columns, x);
        using var output = queue.Allocate<float>(1, rows, columns);
        using var slope = queue.Allocate<float>(1, rows, columns);
        using var loss = queue.Allocate<float>(1, 1, 1);
        using var range = queue.Allocate<float>(1, 1, 1);
        using var escaped = queue.Allocate<int>(1, 1, rows);
        using var count = queue.Allocate<int>(1, 1, 1);
        var activation = new PolynomialActivation<float>(PolynomialBasis.HalfPlusEven, Upload(queue, 1, 1, [1.5f]), queue.Allocate<int>(1, 1, 1), Upload(queue, 1, 3, [0.3f, 0.25f, -0.04f]));
        var boundary = new BoundaryLoss<float>(queue.Allocate<int>(1, 1, 1), Upload(queue, 1, 1, [0.9f]), Upload(queue, 1, 1, [2f]));
        activation.Terms.Upload(0, [3]);
        activation.Terms.Upload(1, [2]);
        boundary.Kind.Upload(0, [(int)BoundaryKind.Exponential]);
        boundary.Kind.Upload(1, [(int)BoundaryKind.Quadratic]);

        queue.Activate(activation, boundary, input, output, slope, loss, range, escaped);
        queue.CountFlags(escaped, rows, count);

        for (var member = 0; member < 2; member++)
        {
            var second = member == 0 ? -0.04 : 0;
            var (y, s) = (Read(output, member), Read(slope, member));
            for (var i = 0; i < x.Length; i++)
            {
                var t = x[i] / 1.5;
                var w = (2 * t * t) - 1;
                Close(1.5 * ((t / 2) + 0.3 + (0.25 * w) + (second * ((2 * w * w) - 1))), y[i]);
                Close(0.5 + (4 * t * (0.25 + (second * 4 * w))), s[i]);
            }

            var excess = x.Select(value => Math.Max(Math.Abs(value) - 0.9f, 0.0)).ToArray();
            Close(excess.Average(e => member == 0 ? Math.Exp(e) - 1 : e * e), Read(loss, member)[0]);
            Close(x.Max(Math.Abs) / 1.5, Read(range, member)[0]);
            var found = new int[1];
            count.Download(member, found);
            Assert.Equal(x.Chunk(columns).Count(row => row.Any(value => Math.Abs(value) > 1.5f)), found[0]);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Softmax_and_its_gradient_are_as_defined(string name, int rows, int columns, int threads)
    {
        using var device = TestDevices.Open(name);
        using var queue = device.Open<float>(2, threads);
        var z = Normals(rows * columns, 6);
        var y = Enumerable.Range(0, rows).Select(row => row * 7 % columns).ToArray();
        using var logits = Upload(queue, rows, columns, z);
        using var labels = device.Share<int>(rows, 1, y);
        using var gradient = queue.Allocate<float>(1, rows, columns);
        using var loss = queue.Allocate<float>(1, 1, 1);
        using var correct = queue.Allocate<int>(1, 1, 1);

        queue.SoftmaxCrossEntropy(logits, labels, gradient, loss, correct);

        var (expected, hits, d) = (0.0, 0, Read(gradient));
        for (var row = 0; row < rows; row++)
        {
            var exponentials = Enumerable.Range(0, columns).Select(c => Math.Exp(z[(row * columns) + c])).ToArray();
            var sum = exponentials.Sum();
            expected -= Math.Log(exponentials[y[row]] / sum) / rows;
            hits += Array.IndexOf(exponentials, exponentials.Max()) == y[row] ? 1 : 0;
            for (var c = 0; c < columns; c++)
            {
                Close(((exponentials[c] / sum) - (c == y[row] ? 1 : 0)) / rows, d[(row * columns) + c]);
            }
        }

        var counted = new int[1];
        correct.Download(1, counted);
        Close(expected, Read(loss)[0]);
        Assert.Equal(hits, counted[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(1000)]
    [InlineData(60_000)]
    public void Batches_are_the_entries_of_the_keyed_permutation(int rows)
    {
        using var device = TestDevices.Open((string)TestDevices.All.First()[0]);
        using var queue = device.Open<float>(2);
        using var keys = queue.Allocate<ulong>(1, 1, 1);
        var count = Math.Min(rows, 37);
        using var indices = queue.Allocate<int>(1, 1, count);
        keys.Upload(0, [3]);
        keys.Upload(1, [ulong.MaxValue]);

        queue.BatchIndices(keys, 4, rows - count, rows, indices);

        for (var member = 0; member < 2; member++)
        {
            var found = new int[count];
            indices.Download(member, found);
            var permutation = new KeyedPermutation(member == 0 ? 3 : ulong.MaxValue, RandomPurpose.BatchOrder, 4, rows);
            Assert.Equal(Enumerable.Range(rows - count, count).Select(position => permutation[position]), found);
        }
    }

    [Fact]
    public void Dropout_keeps_the_expected_share_and_repeats_its_mask()
    {
        using var device = TestDevices.Open((string)TestDevices.All.First()[0]);
        using var queue = device.Open<float>(1);
        using var keys = queue.Allocate<ulong>(1, 1, 1);
        using var rate = Upload(queue, 1, 1, [0.25f]);
        using var first = Upload(queue, 100, 103, [.. Enumerable.Repeat(1f, 10_300)]);
        using var again = Upload(queue, 100, 103, [.. Enumerable.Repeat(1f, 10_300)]);
        using var later = Upload(queue, 100, 103, [.. Enumerable.Repeat(1f, 10_300)]);

        queue.Dropout(keys, rate, step: 5, layer: 1, first);
        queue.Dropout(keys, rate, step: 5, layer: 1, again);
        queue.Dropout(keys, rate, step: 6, layer: 1, later);

        Assert.Equal(Read(first), Read(again));
        Assert.NotEqual(Read(first), Read(later));
        Assert.InRange(Read(first).Count(value => value == 0) / 10_300.0, 0.235, 0.265);
        Assert.All(Read(first), value => Assert.True(value == 0 || Math.Abs(value - (4f / 3)) < 1e-6));
    }

    [Theory]
    [InlineData(0.3, 0.3286267594591274)]
    [InlineData(-1, -0.8427007929497149)]
    [InlineData(2, 0.9953222650189527)]
    [InlineData(5, 0.9999999999984626)]
    public void The_error_function_is_exact_to_double_precision(double x, double expected) => Assert.Equal(expected, ErrorFunction.Of(x), 1e-15);

    private static void Close(double expected, double found, double scale = 1) =>
        Assert.True(Math.Abs(expected - found) <= Tolerance * Math.Max(scale, Math.Abs(expected)), $"{found} instead of {expected}");

    private static float[] Normals(int count, uint stream)
    {
        var random = new RandomStream(11, RandomPurpose.Dataset, stream);
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = (float)random.NextNormal();
        }

        return values;
    }

    private static DeviceArray<float> Upload(IOperations<float> queue, int rows, int columns, float[] values)
    {
        var array = queue.Allocate<float>(1, rows, columns);
        for (var member = 0; member < queue.Population; member++)
        {
            array.Upload(member, values);
        }

        return array;
    }

    private static float[] Read(DeviceArray<float> array, int member = 0)
    {
        var values = new float[array.Length];
        array.Download(member, values);
        return values;
    }
}
