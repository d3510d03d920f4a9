using SweepCluster.Compute.Tests.Conformance.Reference;

namespace SweepCluster.Compute.Tests.Conformance;

public class AllocationConformance
{
    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void Matrix_operations_allocate_nothing_once_warm(string name, int threads)
    {
        using var device = TestDevices.Open(name);
        using var operations = device.Open<float>(2, threads);
        using var definite = operations.Upload<float>([[Matrices.PositiveDefinite(1, 300)], [Matrices.PositiveDefinite(2, 300)]]);
        using var h = operations.Upload<float>(Matrices.Random(3, 2, 1, 300, 50));
        using var square = operations.Allocate<float>(1, 300, 300);
        using var value = operations.Allocate<float>(1, 1, 1);
        using var failed = operations.Allocate<int>(1, 1, 1);
        DeviceArray<float>[] layers = [h];

        void Step()
        {
            operations.Multiply(h, false, h, true, square);
            operations.SumGramProducts(layers, layers, square);
            operations.Trace(square, value);
            operations.AddToDiagonal(square, value);
            operations.Cholesky(definite, failed);
            operations.SolveCholesky(definite, h);
        }

        Step();
        Step();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 5; i++)
        {
            Step();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
