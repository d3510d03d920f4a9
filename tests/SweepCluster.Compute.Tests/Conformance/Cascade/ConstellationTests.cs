using static SweepCluster.Compute.Tests.Conformance.Cascade.CascadeQueue;
using static SweepCluster.Compute.Tests.Conformance.Cascade.CascadeReference;

namespace SweepCluster.Compute.Tests.Conformance.Cascade;

public class ConstellationTests
{
    private const int Rows = 37;
    private const double B = 5;

    public static TheoryData<string, int, int, int> Cases
    {
        get
        {
            var data = new TheoryData<string, int, int, int>();
            foreach (var (device, threads) in TestDevices.All.Select(row => ((string)row[0], (int)row[1])))
            {
                data.Add(device, threads, 2, 3);
                data.Add(device, threads, 3, 40);
                data.Add(device, threads, 5, 75);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Distances_and_kernel_are_those_of_every_row_and_point(string device, int threads, int n, int count)
    {
        var (x, points) = (Uniform(Rows, n, stream: 1), Uniform(count, n, stream: 2));
        var m = Map(Rows, count, (i, j) => SquaredDistance(x, i, points, j));
        using var cpu = TestDevices.Open(device);
        using var operations = cpu.Open<double>(1, threads);
        using var inputs = operations.Upload(x, x);
        using var transposed = operations.Upload(Map(n, count, (i, j) => points[j, i]));
        using var b = operations.Upload(new[,] { { B } });
        using var distances = operations.Allocate<double>(2, Rows, count);
        using var kernel = operations.Allocate<double>(2, Rows, count);

        operations.SquaredDistances(inputs, transposed, distances);
        operations.PolyharmonicKernel(distances, b, kernel);

        AssertClose(m.Cast<double>().Concat(m.Cast<double>()), distances, 1e-14);
        var values = Kernel(x, points, B, c: 0).Cast<double>();
        AssertClose(values.Concat(values), kernel, 1e-14);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_gradient_lacks_only_the_product_with_the_points(string device, int threads, int n, int count)
    {
        var (x, points) = (Uniform(Rows, n, stream: 3), Uniform(count, n, stream: 4));
        var weights = Uniform(Rows, count, stream: 5);
        var m = Map(Rows, count, (i, j) => SquaredDistance(x, i, points, j));
        var psi = Map(Rows, count, (i, j) => weights[i, j] * Theta(m[i, j], B));
        using var cpu = TestDevices.Open(device);
        using var operations = cpu.Open<double>(1, threads);
        using var inputs = operations.Upload(x);
        using var distances = operations.Upload(m);
        using var b = operations.Upload(new[,] { { B } });
        using var buffer = operations.Upload(weights);
        using var gradient = operations.Allocate<double>(1, Rows, n);

        operations.PolyharmonicGradient(inputs, distances, b, buffer, gradient);

        AssertClose(psi.Cast<double>(), buffer, 1e-13);
        var sums = Map(Rows, n, (i, axis) => x[i, axis] * Enumerable.Range(0, count).Sum(j => psi[i, j]));
        AssertClose(sums.Cast<double>(), gradient, 1e-12);
    }

    [Fact]
    public void A_distance_of_zero_gives_a_finite_kernel()
    {
        using var cpu = TestDevices.Open((string)TestDevices.All.First()[0]);
        using var operations = cpu.Open<float>(1);
        using var distances = operations.Allocate<float>(1, 3, 5);
        using var b = operations.Upload(new[,] { { B } });
        using var kernel = operations.Allocate<float>(1, 3, 5);

        operations.PolyharmonicKernel(distances, b, kernel);

        Assert.All(kernel.Download(0), value => Assert.InRange(value, -2e-9, 0));
    }
}
