using System.Numerics;
using SweepCluster.Compute.Tests.Conformance.Reference;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Compute.Tests.Conformance;

public class CholeskyConformance
{
    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void The_factor_agrees_with_the_reference(string device, int threads)
    {
        foreach (var order in device == TestDevices.Imitated ? [1, 2, 33, 70] : new[] { 1, 2, 33, 128, 150, 290 })
        {
            CheckFactor<float>(device, threads, order, population: 1, matrices: 1);
            CheckFactor<double>(device, threads, order, population: order < 200 ? 2 : 1, matrices: 2);
        }
    }

    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void The_solution_gives_back_the_right_hand_side(string device, int threads)
    {
        foreach (var (order, columns) in device == TestDevices.Imitated ? [(1, 1), (32, 3), (70, 2)] : new[] { (1, 1), (7, 1), (32, 3), (33, 16), (100, 40) })
        {
            CheckSolution<float>(device, threads, order, columns);
            CheckSolution<double>(device, threads, order, columns);
        }
    }

    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void The_first_row_that_is_not_positive_definite_is_reported(string device, int threads)
    {
        (int Order, int Row)[] small = [(1, 0), (40, 5), (40, 39)];
        (int Order, int Row)[] blocked = device == TestDevices.Imitated ? [(70, 31), (70, 32), (70, 69)] : [(270, 127), (270, 128), (270, 269)];
        foreach (var (order, row) in small.Concat(blocked))
        {
            using var opened = TestDevices.Open(device);
            using var operations = opened.Open<float>(1, threads);
            var broken = Matrices.PositiveDefinite(1, order);
            broken[row, row] = -1;
            var undefined = Matrices.PositiveDefinite(2, order);
            undefined[row, 0] = double.NaN;
            using var matrix = operations.Upload<float>([[broken, Matrices.PositiveDefinite(3, order), undefined]]);
            using var failed = operations.Allocate<int>(3, 1, 1);
            failed.Upload(0, [7, 7, 7]);

            operations.Cholesky(matrix, failed);

            Assert.Equal([row + 1, 0, row + 1], failed.DownloadFlat(0));
        }
    }

    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void Retired_members_are_neither_factored_nor_solved(string device, int threads)
    {
        using var opened = TestDevices.Open(device);
        using var operations = opened.Open<double>(2, threads);
        double[][][,] values = [[Matrices.PositiveDefinite(1, 9)], [Matrices.PositiveDefinite(2, 9)]];
        using var matrix = operations.Upload<double>(values);
        using var right = operations.Upload<double>(Matrices.Random(3, 2, 1, 9, 2));
        using var failed = operations.Allocate<int>(1, 1, 1);
        failed.Upload(0, [5]);
        var before = right.DownloadFlat(0);
        operations.Retire(0, new Divergence(0, DivergenceSignal.Factorisation));

        operations.Cholesky(matrix, failed);
        operations.SolveCholesky(matrix, right);

        Assert.Equal(Matrices.Flatten<double>(values[0]), matrix.DownloadFlat(0));
        Assert.Equal(before, right.DownloadFlat(0));
        Assert.Equal([5], failed.DownloadFlat(0));
        Assert.Equal([0], failed.DownloadFlat(1));
    }

    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void Shapes_that_do_not_fit_are_refused(string device, int threads)
    {
        using var opened = TestDevices.Open(device);
        using var operations = opened.Open<float>(1, threads);
        using var wide = operations.Allocate<float>(1, 3, 4);
        using var square = operations.Allocate<float>(1, 3, 3);
        using var right = operations.Allocate<float>(1, 4, 1);
        using var failed = operations.Allocate<int>(1, 1, 1);

        Assert.Throws<ArgumentException>(() => operations.Cholesky(wide, failed));
        var refused = Assert.Throws<ArgumentException>(() => operations.SolveCholesky(square, right));
        Assert.Contains("[1, 1, 3, 3]", refused.Message, StringComparison.Ordinal);
        Assert.Contains("[1, 1, 4, 1]", refused.Message, StringComparison.Ordinal);
    }

    private static void CheckFactor<T>(string name, int threads, int order, int population, int matrices)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var device = TestDevices.Open(name);
        using var operations = device.Open<T>(population, threads);
        var values = Definite(order, population, matrices);
        using var matrix = operations.Upload<T>(values);
        using var failed = operations.Allocate<int>(matrices, 1, 1);

        operations.Cholesky(matrix, failed);

        for (var member = 0; member < population; member++)
        {
            Assert.Equal(new int[matrices], failed.DownloadFlat(member));
            var actual = matrix.Download(member);
            for (var i = 0; i < matrices; i++)
            {
                // The rows of L have norms near one, so an element's error is a few roundings of that.
                var magnitude = new double[order, order];
                for (var at = 0; at < order * order; at++)
                {
                    magnitude[at / order, at % order] = 1;
                }

                ErrorMeasure.AssertClose<T>(
                    DenseReference.Cholesky(values[member][i]), magnitude, actual[i], units: 40, lowerOnly: true);
            }
        }
    }

    private static void CheckSolution<T>(string name, int threads, int order, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var device = TestDevices.Open(name);
        using var operations = device.Open<T>(2, threads);
        var values = Definite(order, 2, 3);
        var wanted = Matrices.Random(9, 2, 3, order, columns);
        var products = wanted.Select((member, p) => member.Select((x, i) => DenseReference.Multiply(values[p][i], x).Value).ToArray()).ToArray();
        using var matrix = operations.Upload<T>(values);
        using var right = operations.Upload<T>(products);
        using var failed = operations.Allocate<int>(3, 1, 1);

        operations.Cholesky(matrix, failed);
        operations.SolveCholesky(matrix, right);

        for (var member = 0; member < 2; member++)
        {
            var actual = right.Download(member);
            for (var i = 0; i < 3; i++)
            {
                // Eigenvalues lie near 1, so errors of the right-hand side are hardly magnified.
                var magnitude = new double[order, columns];
                for (var at = 0; at < magnitude.Length; at++)
                {
                    magnitude[at / columns, at % columns] = 4;
                }

                ErrorMeasure.AssertClose<T>(wanted[member][i], magnitude, actual[i], units: 40);
            }
        }
    }

    private static double[][][,] Definite(int order, int population, int matrices) =>
        [.. Enumerable.Range(0, population).Select(member =>
            Enumerable.Range(0, matrices).Select(i => Matrices.PositiveDefinite((member * matrices) + i, order)).ToArray())];
}
