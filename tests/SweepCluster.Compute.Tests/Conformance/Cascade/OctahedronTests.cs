using static SweepCluster.Compute.Tests.Conformance.Cascade.CascadeQueue;
using static SweepCluster.Compute.Tests.Conformance.Cascade.CascadeReference;

namespace SweepCluster.Compute.Tests.Conformance.Cascade;

/// <summary>The closed forms against explicit inverses of K(C).</summary>
public class OctahedronTests
{
    private const int Rows = 70;

    public static TheoryData<string, int, int, double, double> Cases
    {
        get
        {
            var data = new TheoryData<string, int, int, double, double>();
            foreach (var (device, threads) in TestDevices.All.Select(row => ((string)row[0], (int)row[1])))
            {
                data.Add(device, threads, 1, 5, 400);
                data.Add(device, threads, 3, 2, 50);
                data.Add(device, threads, 16, 5, 400);
                data.Add(device, threads, 21, 8, 1000);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_basis_is_the_kernel_times_its_inverse(string device, int threads, int n, double b, double c)
    {
        var x = Uniform(Rows, n, stream: 1);
        var expected = Multiply(Kernel(x, Octahedron(n), b, c), Inverse(Kernel(Octahedron(n), Octahedron(n), b, c)));
        using var cpu = TestDevices.Open(device);

        using var wide = Basis(cpu.Open<double>(2, threads), x, b, c);
        using var narrow = Basis(cpu.Open<float>(2, threads), x, b, c);

        AssertClose(expected.Cast<double>(), wide, 1e-11, member: 1);
        AssertClose(expected.Cast<double>(), narrow, 2e-5, member: 1);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    public void With_an_infinite_c_the_basis_is_the_limit_of_large_ones(int n)
    {
        var x = Uniform(Rows, n, stream: 2);
        using var cpu = TestDevices.Open((string)TestDevices.All.First()[0]);

        using var infinite = Basis(cpu.Open<double>(1), x, 5, double.PositiveInfinity);
        using var large = Basis(cpu.Open<double>(1), x, 5, 1e12);

        AssertClose(large.Download(0), infinite, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_basis_is_one_at_its_own_point(string device, int threads, int n, double b, double c)
    {
        using var cpu = TestDevices.Open(device);

        using var basis = Basis(cpu.Open<double>(1, threads), Octahedron(n), b, c);

        AssertClose(Map((2 * n) + 1, (2 * n) + 1, (i, j) => i == j ? 1 : 0).Cast<double>(), basis, 1e-8);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_multipliers_are_the_inverse_times_the_values(string device, int threads, int n, double b, double c)
    {
        var y = new[] { Uniform((2 * n) + 1, 5, stream: 3), Uniform((2 * n) + 1, 5, stream: 4) };
        var inverse = Inverse(Kernel(Octahedron(n), Octahedron(n), b, c));
        using var cpu = TestDevices.Open(device);
        using var operations = cpu.Open<double>(1, threads);
        using var coefficients = Coefficients(operations, n, b, c);
        using var values = operations.Upload(y);
        using var multipliers = operations.Allocate<double>(2, (2 * n) + 1, 5);

        operations.OctahedronMultipliers(values, coefficients, multipliers);

        AssertClose(y.SelectMany(matrix => Multiply(inverse, matrix).Cast<double>()), multipliers, 1e-11);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_gradient_is_that_of_the_weighted_kernel(string device, int threads, int n, double b, double c)
    {
        var x = Uniform(Rows, n, stream: 5);
        var weights = Uniform(Rows, (2 * n) + 1, stream: 6);
        var points = Octahedron(n);
        var expected = Map(Rows, n, (i, axis) => Enumerable.Range(0, (2 * n) + 1)
            .Sum(j => weights[i, j] * Theta(SquaredDistance(x, i, points, j), b) * (x[i, axis] - points[j, axis])));
        using var cpu = TestDevices.Open(device);
        using var operations = cpu.Open<double>(1, threads);
        using var coefficients = Coefficients(operations, n, b, c);
        using var inputs = operations.Upload(x);
        using var buffer = operations.Upload(weights);
        using var gradient = operations.Allocate<double>(1, Rows, n);

        operations.OctahedronGradient(inputs, coefficients, buffer, gradient);

        AssertClose(expected.Cast<double>(), gradient, 1e-12);
    }

    [Fact]
    public void A_basis_of_the_wrong_size_is_refused()
    {
        using var cpu = TestDevices.Open((string)TestDevices.All.First()[0]);
        using var operations = cpu.Open<float>(1);
        using var coefficients = Coefficients(operations, 3, 5, 400);
        using var x = operations.Allocate<float>(1, 4, 3);
        using var h = operations.Allocate<float>(1, 4, 6);

        Assert.Throws<ArgumentException>(() => operations.OctahedronBasis(x, coefficients, h));
    }

    private static DeviceArray<T> Basis<T>(IOperations<T> operations, double[,] x, double b, double c)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        using (operations)
        {
            using var coefficients = Coefficients(operations, x.GetLength(1), b, c);
            using var inputs = operations.Upload(x);
            var basis = operations.Allocate<T>(1, x.GetLength(0), (2 * x.GetLength(1)) + 1);
            operations.OctahedronBasis(inputs, coefficients, basis);
            return basis;
        }
    }

    private static DeviceArray<OctahedronCoefficients<T>> Coefficients<T>(IOperations<T> operations, int n, double b, double c)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var array = operations.Allocate<OctahedronCoefficients<T>>(1, 1, 1);
        for (var member = 0; member < operations.Population; member++)
        {
            array.Upload(member, [new OctahedronCoefficients<T>(n, b, c)]);
        }

        return array;
    }
}
