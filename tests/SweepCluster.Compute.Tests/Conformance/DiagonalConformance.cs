using SweepCluster.Compute.Tests.Conformance.Reference;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Compute.Tests.Conformance;

public class DiagonalConformance
{
    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void The_trace_sums_each_matrix_diagonal_of_living_members(string device, int threads)
    {
        using var opened = TestDevices.Open(device);
        using var operations = opened.Open<double>(3, threads);
        var values = Matrices.Random(1, 3, 2, 37, 37);
        using var matrix = operations.Upload<double>(values);
        using var trace = operations.Allocate<double>(2, 1, 1);
        operations.Retire(1, new Divergence(0, DivergenceSignal.Loss));

        operations.Trace(matrix, trace);

        foreach (var member in new[] { 0, 2 })
        {
            for (var i = 0; i < 2; i++)
            {
                var expected = Enumerable.Range(0, 37).Sum(row => values[member][i][row, row]);
                Assert.Equal(expected, trace.DownloadFlat(member)[i], 1e-12);
            }
        }

        Assert.Equal([0, 0], trace.DownloadFlat(1));
    }

    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void A_value_is_added_to_the_diagonal_and_to_nothing_else(string device, int threads)
    {
        using var opened = TestDevices.Open(device);
        using var operations = opened.Open<float>(2, threads);
        using var matrix = operations.Allocate<float>(2, 3, 3);
        using var each = operations.Allocate<float>(2, 1, 1);
        each.Upload(0, [1, 2]);
        each.Upload(1, [3, 4]);
        using var all = opened.Share<float>(1, 1, [10]);

        operations.AddToDiagonal(matrix, each);
        operations.AddToDiagonal(matrix, all);

        Assert.Equal([11, 0, 0, 0, 11, 0, 0, 0, 11, 12, 0, 0, 0, 12, 0, 0, 0, 12], matrix.DownloadFlat(0));
        Assert.Equal([13, 0, 0, 0, 13, 0, 0, 0, 13, 14, 0, 0, 0, 14, 0, 0, 0, 14], matrix.DownloadFlat(1));
    }

    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void A_matrix_that_is_not_square_has_no_diagonal(string device, int threads)
    {
        using var opened = TestDevices.Open(device);
        using var operations = opened.Open<float>(1, threads);
        using var wide = operations.Allocate<float>(1, 3, 4);
        using var square = operations.Allocate<float>(2, 3, 3);
        using var value = operations.Allocate<float>(1, 1, 1);

        var refused = Assert.Throws<ArgumentException>(() => operations.AddToDiagonal(wide, value));
        Assert.Contains("[1, 1, 3, 4]", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => operations.Trace(square, value));
    }
}
