using System.Numerics;
using SweepCluster.Compute.Tests.Conformance.Reference;

namespace SweepCluster.Compute.Tests.Conformance;

public class SumGramProductsConformance
{
    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void The_sum_over_layers_agrees_with_the_reference(string device, int threads)
    {
        foreach (var order in device == TestDevices.Imitated ? [1, 2, 17, 35] : new[] { 1, 2, 17, 65, 130, 300 })
        {
            Check<float>(device, threads, order, 2, 3, (9, 4), (21, 1));
            Check<double>(device, threads, order, 2, 1, (9, 4), (5, 2), (1, 1));
        }
    }

    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void A_matrix_that_serves_all_gives_the_bits_of_its_copies(string device, int threads)
    {
        const int Order = 37, Columns = 11, All = 3;
        using var opened = TestDevices.Open(device);
        using var operations = opened.Open<float>(1, threads);
        var values = Matrices.Random(1, 1, 1, Order, Columns);
        using var one = operations.Upload<float>(values);
        using var copies = operations.Upload<float>([[.. Enumerable.Repeat(values[0][0], All)]]);
        using var second = operations.Upload<float>(Matrices.Random(2, 1, All, Order, 4));
        using var g = operations.Upload<float>(Matrices.Random(3, 1, All, Order, 5));
        using var ofOne = operations.Allocate<float>(All, Order, Order);
        using var ofCopies = operations.Allocate<float>(All, Order, Order);

        operations.SumGramProducts([one, second], [g, g], ofOne);
        operations.SumGramProducts([copies, second], [g, g], ofCopies);

        Assert.Equal(Lower(ofCopies), Lower(ofOne));

        static IEnumerable<float> Lower(DeviceArray<float> square) => square.DownloadFlat(0).Where((_, at) => at % Order <= at / Order % Order);
    }

    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void No_layers_sum_to_zero_and_no_rows_are_no_work(string device, int threads)
    {
        Check<float>(device, threads, 5, 2, 2);
        Check<float>(device, threads, 0, 2, 2, (3, 2));
    }

    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void Layers_that_do_not_fit_are_refused_by_their_shapes(string device, int threads)
    {
        using var opened = TestDevices.Open(device);
        using var operations = opened.Open<float>(1, threads);
        using var h = operations.Allocate<float>(1, 4, 2);
        using var g = operations.Allocate<float>(1, 5, 2);
        using var square = operations.Allocate<float>(1, 4, 4);

        var refused = Assert.Throws<ArgumentException>(() => operations.SumGramProducts([h], [g], square));
        Assert.Contains("[1, 1, 5, 2]", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => operations.SumGramProducts([h], [h, h], square));
        Assert.Throws<ArgumentException>(() => operations.SumGramProducts([h], [h], h));
    }

    // The first layer's H is one matrix of each member, the way a cascade's input is.
    private static void Check<T>(
        string name, int threads, int order, int population, int matrices, params (int K, int N)[] layers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var device = TestDevices.Open(name);
        using var operations = device.Open<T>(population, threads);
        var h = layers.Select((layer, i) => Matrices.Random(i, population, i == 0 ? 1 : matrices, order, layer.K)).ToArray();
        var g = layers.Select((layer, i) => Matrices.Random(10 + i, population, matrices, order, layer.N)).ToArray();
        var onDeviceH = h.Select(operations.Upload<T>).ToArray();
        var onDeviceG = g.Select(operations.Upload<T>).ToArray();
        using var result = operations.Upload<T>(Matrices.Random(20, population, matrices, order, order));

        operations.SumGramProducts(onDeviceH, onDeviceG, result);

        for (var member = 0; member < population; member++)
        {
            var actual = result.Download(member);
            for (var matrix = 0; matrix < matrices; matrix++)
            {
                var value = new double[order, order];
                var magnitude = new double[order, order];
                for (var layer = 0; layer < layers.Length; layer++)
                {
                    Add(h[layer][member][layer == 0 ? 0 : matrix], g[layer][member][matrix], value, magnitude);
                }

                ErrorMeasure.AssertClose<T>(value, magnitude, actual[matrix], units: 20, lowerOnly: true);
            }
        }

        foreach (var array in onDeviceH.Concat(onDeviceG))
        {
            array.Dispose();
        }
    }

    private static void Add(double[,] h, double[,] g, double[,] value, double[,] magnitude)
    {
        var (hh, hMagnitude) = DenseReference.Multiply(h, DenseReference.Transpose(h));
        var (gg, gMagnitude) = DenseReference.Multiply(g, DenseReference.Transpose(g));
        for (var i = 0; i < value.GetLength(0); i++)
        {
            for (var j = 0; j <= i; j++)
            {
                value[i, j] += hh[i, j] * gg[i, j];
                magnitude[i, j] += hMagnitude[i, j] * gMagnitude[i, j];
            }
        }
    }
}
