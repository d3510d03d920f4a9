using System.Numerics;
using SweepCluster.Compute.Tests.Conformance.Reference;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Compute.Tests.Conformance;

public class MultiplyConformance
{
    private static readonly (int M, int N, int K)[] Shapes =
    [
        (1, 1, 1), (1, 1, 0), (3, 5, 0), (0, 4, 3), (4, 0, 3), (1, 17, 2), (2, 16, 2), (3, 10, 7), (5, 31, 9), (7, 33, 1),
        (8, 32, 8), (9, 48, 13), (13, 1, 257), (64, 10, 64), (1, 70, 300), (31, 47, 417), (30, 270, 9), (66, 64, 33),
    ];

    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void A_product_agrees_with_the_reference_in_every_shape_and_transposition(string device, int threads)
    {
        foreach (var (m, n, k) in Shapes.Where(shape => Fits(device, shape)))
        {
            for (var transpositions = 0; transpositions < 4; transpositions++)
            {
                Check<float>(device, threads, new Case(m, n, k, (transpositions & 1) != 0, (transpositions & 2) != 0));
                Check<double>(device, threads, new Case(m, n, k, (transpositions & 1) != 0, (transpositions & 2) != 0));
            }
        }
    }

    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void Scale_bias_and_accumulation_apply_in_every_combination(string device, int threads)
    {
        foreach (var (m, n, k) in new[] { (5, 10, 0), (9, 33, 12), (20, 40, 700) }.Where(shape => Fits(device, shape)))
        {
            for (var options = 0; options < 8; options++)
            {
                var test = new Case(m, n, k, TransposeRight: true)
                {
                    Scale = (options & 1) != 0 ? -0.5 : 1,
                    Accumulate = (options & 2) != 0,
                    Bias = (options & 4) != 0,
                };
                Check<float>(device, threads, test);
                Check<double>(device, threads, test);
            }
        }
    }

    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void An_operand_may_be_shared_by_members_or_by_matrices(string device, int threads)
    {
        foreach (var sharing in Enum.GetValues<Sharing>())
        {
            Check<float>(device, threads, new Case(11, 21, 19) { LeftSharing = sharing });
            Check<double>(device, threads, new Case(11, 21, 19) { RightSharing = sharing, Bias = true });
        }
    }

    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void Large_products_split_over_the_threads_agree_too(string device, int threads)
    {
        Check<float>(device, threads, new Case(150, 130, 40, TransposeLeft: true) { Population = 1, Matrices = 1 });
        Check<double>(device, threads, new Case(80, 530, 20) { Population = 1, Matrices = 1, Bias = true });
    }

    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void Retired_members_keep_their_values(string device, int threads)
    {
        using var opened = TestDevices.Open(device);
        using var operations = opened.Open<float>(3, threads);
        using var left = operations.Upload<float>(Matrices.Random(1, 3, 1, 4, 5));
        using var right = operations.Upload<float>(Matrices.Random(2, 3, 1, 5, 6));
        using var result = operations.Upload<float>(Matrices.Random(3, 3, 1, 4, 6));
        var before = result.DownloadFlat(1);
        operations.Retire(1, new Divergence(0, DivergenceSignal.Loss, null));

        operations.Multiply(left, false, right, false, result);

        Assert.Equal(before, result.DownloadFlat(1));
        Assert.NotEqual(before, result.DownloadFlat(2));
    }

    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void A_view_at_any_offset_is_an_operand_like_another(string device, int threads)
    {
        using var opened = TestDevices.Open(device);
        using var operations = opened.Open<float>(2, threads);
        using var all = operations.Upload<float>(Matrices.Random(1, 2, 1, 1, 1000));
        using var result = operations.Allocate<float>(1, 30, 64);

        operations.Multiply(all.View(3, 1, 30, 7), false, all.View(301, 1, 7, 64), false, result);

        for (var member = 0; member < 2; member++)
        {
            var flat = all.DownloadFlat(member);
            var expected = flat[3..10].Select((value, l) => (double)value * flat[301 + (64 * l) + 63]).Sum();
            Assert.Equal(expected, result.Download(member)[0][0, 63], 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void Operands_that_do_not_fit_are_refused_by_their_shapes(string device, int threads)
    {
        using var opened = TestDevices.Open(device);
        using var operations = opened.Open<float>(2, threads);
        using var left = operations.Allocate<float>(1, 4, 5);
        using var right = operations.Allocate<float>(1, 6, 7);
        using var result = operations.Allocate<float>(1, 4, 7);
        using var sharedResult = opened.Share<float>(4, 7, new float[28]);
        using var fitting = operations.Allocate<float>(1, 5, 7);

        var refused = Assert.Throws<ArgumentException>(() => operations.Multiply(left, false, right, false, result));
        Assert.Contains("[2, 1, 4, 5]", refused.Message, StringComparison.Ordinal);
        Assert.Contains("[2, 1, 6, 7]", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => operations.Multiply(left, false, fitting, false, sharedResult));
        Assert.Throws<ArgumentException>(() => operations.Multiply(left, false, fitting, false, result, bias: left));
    }

    private static bool Fits(string device, (int M, int N, int K) shape) =>
        device != TestDevices.Imitated || shape.M * shape.N * shape.K <= 10_000;

    private static void Check<T>(string name, int threads, Case test)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var device = TestDevices.Open(name);
        using var operations = device.Open<T>(test.Population, threads);
        var (leftRows, leftColumns) = test.TransposeLeft ? (test.K, test.M) : (test.M, test.K);
        var (rightRows, rightColumns) = test.TransposeRight ? (test.N, test.K) : (test.K, test.N);
        var left = Values(test, test.LeftSharing, 1, leftRows, leftColumns);
        var right = Values(test, test.RightSharing, 2, rightRows, rightColumns);
        var bias = Matrices.Random(3, test.Population, test.Matrices, 1, test.N);
        var before = Matrices.Random(4, test.Population, test.Matrices, test.M, test.N);
        using var a = Place<T>(device, operations, test.LeftSharing, left);
        using var b = Place<T>(device, operations, test.RightSharing, right);
        using var c = operations.Upload<T>(before);
        using var added = operations.Upload<T>(bias);

        operations.Multiply(a, test.TransposeLeft, b, test.TransposeRight, c, test.Scale, test.Accumulate, test.Bias ? added : null);

        for (var member = 0; member < test.Population; member++)
        {
            var actual = c.Download(member);
            for (var matrix = 0; matrix < test.Matrices; matrix++)
            {
                var x = left[member % left.Length][matrix % left[0].Length];
                var y = right[member % right.Length][matrix % right[0].Length];
                var (value, magnitude) = DenseReference.Multiply(
                    test.TransposeLeft ? DenseReference.Transpose(x) : x, test.TransposeRight ? DenseReference.Transpose(y) : y);
                for (var i = 0; i < test.M; i++)
                {
                    for (var j = 0; j < test.N; j++)
                    {
                        var start = (test.Bias ? bias[member][matrix][0, j] : 0) + (test.Accumulate ? before[member][matrix][i, j] : 0);
                        value[i, j] = (test.Scale * value[i, j]) + start;
                        magnitude[i, j] += 2;
                    }
                }

                ErrorMeasure.AssertClose<T>(value, magnitude, actual[matrix], units: 8 + Math.Sqrt(test.K));
            }
        }
    }

    private static double[][][,] Values(Case test, Sharing sharing, int seed, int rows, int columns) =>
        Matrices.Random(
            seed,
            sharing == Sharing.OfAll ? 1 : test.Population,
            sharing == Sharing.None ? test.Matrices : 1,
            rows,
            columns);

    private static DeviceArray<T> Place<T>(IDevice device, IOperations<T> operations, Sharing sharing, double[][][,] values)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        sharing == Sharing.OfAll ? device.Share<T>(values[0][0]) : operations.Upload<T>(values);

    private enum Sharing
    {
        None,
        OfMatrices,
        OfAll,
    }

    private sealed record Case(int M, int N, int K, bool TransposeLeft = false, bool TransposeRight = false)
    {
        public int Population { get; init; } = 2;

        public int Matrices { get; init; } = 2;

        public double Scale { get; init; } = 1;

        public bool Accumulate { get; init; }

        public bool Bias { get; init; }

        public Sharing LeftSharing { get; init; }

        public Sharing RightSharing { get; init; }
    }
}
