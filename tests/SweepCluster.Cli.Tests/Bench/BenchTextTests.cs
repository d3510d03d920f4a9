using SweepCluster.Cli.Bench;
using SweepCluster.Compute.Measuring;
using SweepCluster.Compute.Measuring.Rooflines;

namespace SweepCluster.Cli.Tests.Bench;

public class BenchTextTests
{
    private static readonly DeviceRates Rates = new(50e12, 2.5e12);

    [Fact]
    public void A_model_is_a_table_that_says_what_bounds_each_operation_and_how_near_it_comes() => Assert.Equal(
        """
        cuda:0  Card
        matrix product 50000 GFLOP/s, copy 2500 GB/s; arithmetic bounds from 20 FLOP/byte on

        network 784-64-32-10, batch 128, 1024 members
          operation        each member       time    GFLOP/s  of matrix  GB/s  of copy  bound by    reached
          product X·W + b  128×784 · 784×64  440 µs  29894    60 %       1478  59 %     arithmetic  60 %
          batch norm       128×64            50 µs   1342     3 %        2013  81 %     memory      81 %

        """,
        BenchText.Of(new BenchDeviceDocument("cuda:0", "Card", Rates.MatrixFlops, Rates.CopyBytes, [new BenchJobDocument(
            "network 784-64-32-10", 128, 1, 1024, 1,
            [
                Operation("product X·W + b", "128×784 · 784×64", 440e-6, 1024 * OperationCost.Product(128, 784, 64)),
                Operation("batch norm", "128×64", 50e-6, 1024 * OperationCost.Elements(8 * 128 * 64, 3 * 128 * 64)),
            ])])));

    [Theory]
    [InlineData(1, 1, 1, ", 1 member")]
    [InlineData(1, 1, 8, ", 1 member on 8 threads")]
    [InlineData(2, 32, 1, ", 2 queues of 32 members")]
    public void How_members_are_trained_is_said_as_the_device_trains_them(int queues, int population, int threads, string said)
    {
        var text = BenchText.Of(new BenchDeviceDocument("cpu", "Processor", 1e11, 1e10, [new BenchJobDocument("cascade 5-2", 9, queues, population, threads, [])]));

        Assert.Contains($"cascade 5-2, batch 9{said}{Environment.NewLine}", text, StringComparison.Ordinal);
    }

    private static BenchOperationDocument Operation(string name, string shape, double seconds, OperationCost cost) =>
        BenchOperationDocument.Of(new RooflinePoint(name, shape, seconds, cost), Rates);
}
