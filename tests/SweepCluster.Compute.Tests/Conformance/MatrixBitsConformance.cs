using SweepCluster.Compute.Tests.Conformance.Reference;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Compute.Tests.Conformance;

/// <summary>A member's bits do not depend on threads, population or slot.</summary>
public class MatrixBitsConformance
{
    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void A_member_has_the_same_bits_in_any_company(string device, int threads)
    {
        var alone = RunMember(device, threads: 1, population: 1, slot: 0);

        Assert.Equal(alone, RunMember(device, threads, population: 5, slot: 3));
        Assert.Equal(alone, RunMember(device, threads, population: 1, slot: 0));
        Assert.Equal(alone, RunMember(device, threads, population: 3, slot: 2, retired: 0));
    }

    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void An_element_has_the_same_bits_in_any_tile(string device, int threads)
    {
        using var opened = TestDevices.Open(device);
        using var operations = opened.Open<float>(1, threads);
        var left = Matrices.Random(1, 1, 1, 61, 450);
        var right = Matrices.Random(2, 1, 1, 450, 75);
        using var a = operations.Upload<float>(left);
        using var b = operations.Upload<float>(right);
        using var whole = operations.Allocate<float>(1, 61, 75);
        operations.Multiply(a, false, b, false, whole);
        var expected = whole.Download(0)[0];

        foreach (var (row, column) in new[] { (0, 0), (7, 31), (60, 74), (33, 64) })
        {
            using var oneRow = operations.Upload<float>([[Part(left[0][0], row, 1, 0, 450)]]);
            using var oneColumn = operations.Upload<float>([[Part(right[0][0], 0, 450, column, 1)]]);
            using var transposed = operations.Upload<float>([[DenseReference.Transpose(Part(right[0][0], 0, 450, column, 1))]]);
            using var element = operations.Allocate<float>(1, 1, 1);

            operations.Multiply(oneRow, false, oneColumn, false, element);
            Assert.Equal(expected[row, column], element.Download(0)[0][0, 0]);
            operations.Multiply(oneRow, false, transposed, true, element);
            Assert.Equal(expected[row, column], element.Download(0)[0][0, 0]);
        }
    }

    private static double[,] Part(double[,] matrix, int row, int rows, int column, int columns)
    {
        var result = new double[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                result[i, j] = matrix[row + i, column + j];
            }
        }

        return result;
    }

    // ΣΩ of two layers, shifted, factored and solved, and a product with the solution.
    private static float[] RunMember(string name, int threads, int population, int slot, int? retired = null)
    {
        using var device = TestDevices.Open(name);
        using var operations = device.Open<float>(population, threads);
        var (order, columns) = name == TestDevices.Imitated ? (66, 3) : (290, 70);
        using var h = operations.Allocate<float>(1, order, 40);
        using var g = operations.Allocate<float>(2, order, 12);
        using var omega = operations.Allocate<float>(2, order, order);
        using var right = operations.Allocate<float>(2, order, columns);
        using var product = operations.Allocate<float>(2, 40, columns);
        using var shift = operations.Allocate<float>(1, 1, 1);
        using var failed = operations.Allocate<int>(2, 1, 1);
        for (var member = 0; member < population; member++)
        {
            var seed = member == slot ? 1 : 100 + member;
            h.Upload(member, Matrices.Flatten<float>(Matrices.Random(seed, 1, 1, order, 40)[0]));
            g.Upload(member, Matrices.Flatten<float>(Matrices.Random(seed + 1, 1, 2, order, 12)[0]));
            right.Upload(member, Matrices.Flatten<float>(Matrices.Random(seed + 2, 1, 2, order, columns)[0]));
            shift.Upload(member, [50]);
        }

        if (retired is { } gone)
        {
            operations.Retire(gone, new Divergence(0, DivergenceSignal.Loss));
        }

        operations.SumGramProducts([h, h], [g, g], omega);
        operations.AddToDiagonal(omega, shift);
        operations.Cholesky(omega, failed);
        operations.SolveCholesky(omega, right);
        operations.Multiply(h, true, right, false, product);
        return [.. right.DownloadFlat(slot), .. product.DownloadFlat(slot), .. failed.DownloadFlat(slot)];
    }
}
