using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.LocalRuns.Zooms;

namespace SweepCluster.Node.Tests.LocalRuns.Zooms;

public sealed class ZoomWindowTests
{
    private static Axis Reals(AxisScale scale, params IEnumerable<double> values) => new("B", scale, [.. values.Select(ParameterValue.Real)]);

    private static Axis Integers(params IEnumerable<long> values) => new("degree", AxisScale.Category, [.. values.Select(ParameterValue.Integer)]);

    private static string[] Texts(Axis axis) => [.. axis.Values.Select(value => value.Text)];

    [Theory]
    [InlineData("2:6", 2, 6)]
    [InlineData("-1.5:1e3", -1.5, 1000)]
    [InlineData("0.001:0.1", 0.001, 0.1)]
    public void Two_ascending_numbers_are_a_window(string text, double from, double to) =>
        Assert.Equal(new ZoomWindow(from, to), ZoomWindow.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("2:")]
    [InlineData("6:2")]
    [InlineData("2:2")]
    [InlineData("1:2:3")]
    [InlineData("a:b")]
    [InlineData("1:inf")]
    [InlineData("NaN:1")]
    [InlineData("1,5:2")]
    public void Anything_else_is_none(string text) => Assert.Null(ZoomWindow.Parse(text));

    // Parent's 4 and the ends 2 and 8, with half a step of the logarithm between: 2√2 and 4√2.
    [Fact]
    public void A_log_axis_keeps_the_parents_values_and_adds_their_geometric_means()
    {
        var axis = new ZoomWindow(2, 8).Of(Reals(AxisScale.Log, 1, 2, 4, 8, 16), count: 5);

        Assert.Equal(["2", "2.82843", "4", "5.65685", "8"], Texts(axis));
        Assert.Equal(("B", AxisScale.Log), (axis.Parameter, axis.Scale));
    }

    [Fact]
    public void A_linear_axis_is_divided_evenly_and_ends_of_the_window_join_it()
    {
        var axis = new ZoomWindow(1.5, 4).Of(Reals(AxisScale.Linear, 1, 2, 3, 4, 5), count: 7);

        Assert.Equal(["1.5", "1.75", "2", "2.5", "3", "3.5", "4"], Texts(axis));
    }

    [Fact]
    public void A_list_of_numbers_in_a_constant_ratio_is_divided_by_ratio()
    {
        var axis = new ZoomWindow(1, 100).Of(Reals(AxisScale.Category, 1, 10, 100), count: 5);

        Assert.Equal(["1", "3.16228", "10", "31.6228", "100"], Texts(axis));
    }

    [Fact]
    public void Integers_stay_integers_and_come_once()
    {
        var axis = new ZoomWindow(2, 4).Of(Integers(2, 4, 8), count: 9);

        Assert.Equal(["2", "3", "4"], Texts(axis));
        Assert.All(axis.Values, value => Assert.Equal(ParameterKind.Integer, value.Kind));
    }

    [Fact]
    public void Fewer_values_than_the_parent_has_still_keep_all_of_its_own()
    {
        Assert.Equal(["1", "2", "3", "4", "5"], Texts(new ZoomWindow(1, 5).Of(Reals(AxisScale.Linear, 1, 2, 3, 4, 5), count: 2)));
    }

    [Theory]
    [InlineData(0.5, 4)]
    [InlineData(2, 17)]
    public void A_window_outside_the_axis_is_a_mistake(double from, double to)
    {
        var mistake = Assert.Throws<UserException>(() => new ZoomWindow(from, to).Of(Reals(AxisScale.Log, 16, 1, 4), count: 3));

        Assert.Contains("is not inside the parent's 1:16", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_axis_of_names_or_of_one_number_has_no_window()
    {
        var names = new Axis("order", AxisScale.Category, [ParameterValue.Choice("a"), ParameterValue.Choice("b")]);

        Assert.Contains("order cannot be zoomed", Assert.Throws<UserException>(() => new ZoomWindow(1, 2).Of(names, 3)).Message, StringComparison.Ordinal);
        Assert.Throws<UserException>(() => new ZoomWindow(1, 2).Of(Reals(AxisScale.Log, 1), 3));
    }
}
