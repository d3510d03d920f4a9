using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.LocalRuns.Zooms;

namespace SweepCluster.Node.Tests.LocalRuns;

public class ZoomWindowTests
{
    private static Axis Axis(AxisScale scale, params double[] values) => new("B", scale, [.. values.Select(ParameterValue.Real)]);

    [Theory]
    [InlineData(AxisScale.Log, new[] { 1, 2, 4, 8, 16.0 })]
    [InlineData(AxisScale.Linear, new[] { 1, 3, 5, 7, 9.0 })]
    [InlineData(AxisScale.Category, new[] { 1, 2, 4, 8, 16.0 })]
    public void A_window_has_the_scale_of_its_axis_and_keeps_the_values_between(AxisScale scale, double[] values)
    {
        var window = new ZoomWindow(values[1], values[3]).Of(Axis(scale, values), 5);

        Assert.Equal((scale, null), (window.Scale, window.Range));
        var middle = scale == AxisScale.Linear ? [4, 6] : new[] { 2.82843, 5.65685 };
        Assert.Equal([values[1], middle[0], values[2], middle[1], values[3]], window.Values.Select(value => value.AsReal()));
    }

    [Fact]
    public void A_window_too_narrow_for_six_digits_has_ascending_values_all_the_same()
    {
        var window = new ZoomWindow(1.2345678, 1.2345679).Of(Axis(AxisScale.Linear, 1, 2), 5);

        Assert.Equal(5, window.Values.Length);
        Assert.All(window.Values.Zip(window.Values.Skip(1)), pair => Assert.True(pair.First.AsReal() < pair.Second.AsReal()));
    }

    [Fact]
    public void A_zoomed_axis_is_read_back_from_a_sweep_file_as_it_is()
    {
        var sweep = SweepFileReader.Read("name: x\nfamily: polynomial-network\ndataset: {name: spirals}\naxes: [{parameter: B, log: {from: 1, to: 64, count: 7}}]\n", "x.yaml", []).Sweep!;
        var zoomed = sweep with { Axes = [new ZoomWindow(2, 5).Of(sweep.Axes[0], 6)] };

        Assert.Equal(zoomed, SweepFileReader.Read(SweepFileWriter.Write(zoomed), "zoom.yaml", []).Sweep);
    }
}
