using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Export.Maps;

namespace SweepCluster.Export.Tests.Maps;

public sealed class AxisLayoutTests
{
    private static AxisLayout Layout(AxisScale scale, params double[] values) =>
        AxisLayout.Of(new MapAxis(DemoMaps.Reals("x", scale, values), 0, [.. values.Select(ParameterValue.Real)]), isScattered: false);

    [Fact]
    public void Even_values_share_the_axis_evenly()
    {
        var axis = Layout(AxisScale.Linear, 1, 2, 3, 4);

        Assert.Equal([0.125, 0.375, 0.625, 0.875], axis.Centres.Select(centre => Math.Round(centre, 12)));
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], axis.Edges.Select(edge => Math.Round(edge, 12)));
        Assert.Equal(["1", "2", "3", "4"], axis.Ticks.Select(tick => tick.Label));
    }

    [Fact]
    public void Borders_lie_half_way_on_the_scale_of_the_axis()
    {
        var axis = Layout(AxisScale.Log, 1, 10, 1000);

        // On the scale: values 0, 1, 3; borders -0.5, 0.5, 2, 4.
        Assert.Equal([0, 1 / 4.5, 2.5 / 4.5, 1], axis.Edges, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal((axis.Centres[1] + axis.Centres[2]) / 2, axis.Edges[2], 1e-12);
        Assert.Equal("x (log scale)", axis.Name);
    }

    [Fact]
    public void A_value_that_no_log_scale_has_makes_a_listed_axis()
    {
        var axis = Layout(AxisScale.Log, 0, 1, double.PositiveInfinity);

        Assert.True(axis.IsListed);
        Assert.Equal(["0", "1", "∞"], axis.Ticks.Select(tick => tick.Label));
    }

    [Fact]
    public void One_value_fills_the_axis()
    {
        var axis = Layout(AxisScale.Log, 0.01);

        Assert.Equal([0.0, 1.0], axis.Edges.Select(edge => Math.Round(edge, 12)));
        Assert.Equal(0.5, Assert.Single(axis.Ticks).Place, 1e-12);
    }

    [Fact]
    public void Many_values_get_round_ticks_at_their_true_places()
    {
        var axis = Layout(AxisScale.Log, [.. DemoMaps.Geometric(0.001, 10, 41)]);

        Assert.Equal(["0.001", "0.01", "0.1", "1", "10"], axis.Ticks.Select(tick => tick.Label));
        Assert.Equal(0.5, axis.Ticks[2].Place, 1e-9);
        Assert.Equal(axis.Centres[0], axis.Ticks[0].Place, 1e-9);
    }

    [Theory]
    [InlineData(0, 1, "0 0.2 0.4 0.6 0.8 1")]
    [InlineData(0.25, 24.25, "5 10 15 20")]
    [InlineData(-1, 1, "−1 −0.5 0 0.5 1")]
    [InlineData(100, 100, "100")]
    public void Linear_ticks_are_round(double low, double high, string expected) =>
        Assert.Equal(expected, string.Join(' ', Ticks.Linear(low, high).Select(NumberText.Of)));

    [Theory]
    [InlineData(1, 100, "1 2 5 10 20 50 100")]
    [InlineData(1e-12, 1, "1e−12 1e−10 1e−8 1e−6 1e−4 0.01 1")]
    public void Log_ticks_are_round(double low, double high, string expected) =>
        Assert.Equal(expected, string.Join(' ', Ticks.Log(low, high).Select(NumberText.Of)));

    [Theory]
    [InlineData(0.30000000000000004, "0.3")]
    [InlineData(1e-4, "1e−4")]
    [InlineData(0.001, "0.001")]
    [InlineData(123456, "1.235e5")]
    [InlineData(12345, "12345")]
    [InlineData(-0.5, "−0.5")]
    public void Numbers_are_short(double value, string expected) => Assert.Equal(expected, NumberText.Of(value));
}
