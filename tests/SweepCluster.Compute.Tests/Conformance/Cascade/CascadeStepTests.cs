using SweepCluster.Domain.Outcomes;
using static SweepCluster.Compute.Tests.Conformance.Cascade.CascadeReference;

namespace SweepCluster.Compute.Tests.Conformance.Cascade;

public sealed class CascadeStepTests : IDisposable
{
    private readonly IDevice _device = TestDevices.Open((string)TestDevices.All.First()[0]);
    private readonly IOperations<double> _operations;

    public CascadeStepTests() => _operations = _device.Open<double>(2);

    [Fact]
    public void Residuals_compare_each_output_with_its_column()
    {
        using var targets = _operations.Upload(new double[,] { { 1, -1 }, { -1, 1 } });
        using var predictions = _operations.Upload(new[,] { { 0.5 }, { 0 } }, new[,] { { -1.0 }, { 3 } });
        using var residuals = _operations.Allocate<double>(2, 2, 1);
        using var loss = _operations.Allocate<double>(1, 1, 1);
        using var total = _operations.Allocate<double>(1, 1, 1);

        _operations.CascadeResiduals(targets, predictions, residuals, loss, total);
        _operations.CascadeResiduals(targets, predictions, residuals, loss, total);

        Assert.Equal([1, -2, 0, -4], residuals.Download(1));
        Assert.Equal([(0.25 + 1 + 0 + 4) / 4], loss.Download(1));
        Assert.Equal([2 * (0.25 + 1 + 0 + 4) / 4], total.Download(0));
    }

    [Fact]
    public void A_single_output_of_two_classes_learns_the_second()
    {
        using var targets = _operations.Upload(new double[,] { { 1, -1 }, { -1, 1 }, { -1, 1 } });
        using var predictions = _operations.Upload(new[,] { { 0.0 }, { 0.5 }, { -0.5 } });
        using var residuals = _operations.Allocate<double>(1, 3, 1);
        using var loss = _operations.Allocate<double>(1, 1, 1);
        using var sums = _operations.Allocate<double>(1, 1, 2);
        using var labels = _device.Share(3, 1, [0, 1, 1]);
        using var shared = _device.Share(3, 2, [1.0, -1, -1, 1, -1, 1]);

        _operations.CascadeResiduals(targets, predictions, residuals, loss, sums);
        _operations.ScoreCascade(predictions, shared, labels, sums);

        Assert.Equal([-2, 1, 3], residuals.Download(0));
        Assert.Equal(1 + 0.25 + 2.25 + ((1 + 0.25 + 2.25) / 3), sums.Download(1)[0], 1e-15);
        Assert.Equal(2, sums.Download(1)[1]);
    }

    [Fact]
    public void The_largest_output_names_the_class_and_a_missing_number_does_not_count()
    {
        using var predictions = _operations.Upload(
            new[,] { { 0.1 }, { 0.9 }, { double.NaN } },
            new[,] { { 0.3 }, { 0.2 }, { double.NaN } },
            new[,] { { 0.2 }, { 0.3 }, { 0.5 } });
        using var targets = _device.Share(3, 3, new double[9]);
        using var labels = _device.Share(3, 1, [1, 2, 2]);
        using var sums = _operations.Allocate<double>(1, 1, 2);

        _operations.ScoreCascade(predictions, targets, labels, sums);

        Assert.Equal(1, sums.Download(0)[1]);
        Assert.Equal(double.NaN, sums.Download(0)[0]);
    }

    [Fact]
    public void Alpha_is_an_absolute_and_a_relative_part()
    {
        using var rules = _operations.Upload(new[,] { { 3, 0.5 } });
        using var traces = _operations.Upload(new[,] { { 10.0 } }, new[,] { { 20.0 } });
        using var alphas = _operations.Allocate<double>(2, 1, 1);

        _operations.CascadeRegulariser(rules, traces, alphas);

        Assert.Equal([8, 13], alphas.Download(1));
    }

    [Fact]
    public void Rows_are_scaled_by_their_own_factor()
    {
        var values = Uniform(50, 19, stream: 1);
        var factors = Uniform(50, 1, stream: 2);
        using var rows = _operations.Upload(values);
        using var column = _operations.Upload(factors);

        _operations.ScaleRows(rows, column);

        Assert.Equal(Map(50, 19, (i, j) => values[i, j] * factors[i, 0]).Cast<double>(), rows.Download(1));
    }

    [Theory]
    [InlineData(4.5, 4.5)]
    [InlineData(-7.0, 7.0)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.NegativeInfinity, double.NaN)]
    public void The_largest_parameter_is_found_wherever_it_stands(double value, double expected)
    {
        foreach (var position in new[] { 0, 13, 36 })
        {
            var values = Uniform(1, 37, stream: 3);
            values[0, position] = value;
            using var array = _operations.Upload(values);
            using var largest = _operations.Allocate<double>(1, 1, 1);

            _operations.LargestParameter(array, largest);

            Assert.Equal(expected, largest.Download(1)[0]);
        }
    }

    [Fact]
    public void Only_members_whose_factorisation_failed_retire()
    {
        using var failed = _operations.Allocate<int>(3, 1, 1);
        failed.Upload(1, [0, 4, 0]);

        _operations.RetireSingular(failed, step: 9);

        Assert.True(_operations.IsAlive(0));
        Assert.Equal(new Divergence(9, DivergenceSignal.Factorisation), _operations.DivergenceOf(1));
    }

    public void Dispose()
    {
        _operations.Dispose();
        _device.Dispose();
    }
}
