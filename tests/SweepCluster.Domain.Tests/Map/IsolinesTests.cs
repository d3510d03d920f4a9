using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Tests.Map;

public sealed class IsolinesTests
{
    private static readonly Axis Y = Landscapes.Reals("alpha", AxisScale.Linear, 0, 1, 2);

    [Fact]
    public void Lines_lie_on_the_axes_own_scales()
    {
        var map = Landscapes.Of([Landscapes.Reals("B", AxisScale.Log, 1, 4, 16), Y], at => at[0].AsReal() > 2 ? (4, 4) : (0, 4));

        var line = Assert.Single(Isolines.Of(map, map.Slices[0], 0.5).Lines);

        Assert.Equal([2.0, 1, 0], line.Points.Select(point => point.Y));
        Assert.All(line.Points, point => Assert.Equal(2, point.X, 1e-12));
        Assert.All(line.Points, point => Assert.Equal(0.5, point.Column, 1e-12));
    }

    [Fact]
    public void The_band_lies_between_its_levels()
    {
        var map = Landscapes.Of([Landscapes.Reals("B", AxisScale.Linear, 0, 10, 20), Y], at => at[0].AsReal() > 5 ? (4, 4) : (0, 4));

        var rings = Isolines.Band(map, map.Slices[0]).Rings;

        Assert.Equal([1.0, 9.0], rings.Select(ring => ring.Points.Min(point => point.X)).Order());
        Assert.All(rings, ring => Assert.True(ring.IsClosed));
    }

    [Fact]
    public void Numbers_listed_in_order_have_isolines_and_names_have_none()
    {
        var degrees = new Axis("degree", AxisScale.Category, [ParameterValue.Integer(2), ParameterValue.Integer(4), ParameterValue.Integer(8)]);
        var listed = Landscapes.Of([degrees, Y], at => at[0].AsReal() > 5 ? (0, 2) : (2, 2));
        var named = Landscapes.Of([Landscapes.Names("order", "a", "b"), Y], _ => (1, 2));

        Assert.All(Assert.Single(Isolines.Of(listed, listed.Slices[0], 0.5).Lines).Points, point => Assert.Equal(6, point.X, 1e-12));
        Assert.Contains("order", Isolines.Of(named, named.Slices[0], 0.5).Absence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_of_one_axis_or_of_scattered_cells_says_why_it_has_none()
    {
        var single = Landscapes.Of([Y], _ => (1, 1));
        var scattered = Landscapes.Of([Y, Landscapes.Reals("B", AxisScale.Linear, 1, 2)], _ => (1, 1), StrategyKind.Sobol);

        Assert.Contains("two mapped axes", Isolines.Of(single, single.Slices[0], 0.5).Absence, StringComparison.Ordinal);
        Assert.Contains("scattered", Isolines.Band(scattered, scattered.Slices[0]).Absence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refined_map_draws_the_line_of_the_dense_one()
    {
        var axes = new[] { Landscapes.Reals("B", AxisScale.Linear, Landscapes.Even(0, 32, 33)), Landscapes.Reals("alpha", AxisScale.Linear, Landscapes.Even(0, 32, 33)) };
        var dense = Landscapes.Of([.. axes], at => Counts(at[0].AsReal(), at[1].AsReal()));
        var refined = Landscapes.Of([.. axes], at => IsAsked(at[0].AsReal(), at[1].AsReal()) ? Counts(at[0].AsReal(), at[1].AsReal()) : null, StrategyKind.Refine);

        Assert.True(refined.Cells.Length < dense.Cells.Length / 2);
        var expected = Assert.Single(Isolines.Of(dense, dense.Slices[0], 0.5).Lines);
        Assert.Equal(expected, Assert.Single(Isolines.Of(refined, refined.Slices[0], 0.5).Lines));

        static (int, int)? Counts(double x, double y) => double.Hypot(x - 16, y - 16) < 9 ? (1, 1) : (0, 1);

        static bool IsAsked(double x, double y) => (x % 8 == 0 && y % 8 == 0) || Math.Abs(double.Hypot(x - 16, y - 16) - 9) < 3;
    }

    [Fact]
    public void A_cell_between_the_grids_values_decides_a_saddle()
    {
        Axis[] axes = [Landscapes.Reals("B", AxisScale.Linear, 0, 1), Landscapes.Reals("alpha", AxisScale.Linear, 0, 1)];
        var open = Landscapes.Of([.. axes], at => at[0].Equals(at[1]) ? (3, 4) : (0, 4));
        var saddle = Assert.Single(Isolines.Of(open, open.Slices[0], 0.5).OpenSaddles);
        Assert.Equal((0.5, 0.5), (saddle.X, saddle.Y));

        foreach (var stable in (int[])[0, 4])
        {
            var decided = Landscapes.Of(
                [.. axes],
                at => at[0].AsReal() == 0.5 ? (stable, 4) : at[0].Equals(at[1]) ? (3, 4) : (0, 4),
                extra: [[ParameterValue.Real(0.5), ParameterValue.Real(0.5)]]);
            var set = Isolines.Of(decided, decided.Slices[0], 0.5);

            Assert.Empty(set.OpenSaddles);
            var fromLeft = set.Lines.Single(line => line.Points.Any(point => point.X == 0));
            Assert.Contains(fromLeft.Points, point => point.Y == (stable == 4 ? 1 : 0));
        }
    }

    [Fact]
    public void A_missing_cell_of_a_grid_stays_unknown()
    {
        var map = Landscapes.Of([Landscapes.Reals("B", AxisScale.Linear, 0, 1, 2), Y], at => at[1].AsReal() == 1 ? null : (1, 2));

        Assert.Empty(Isolines.Of(map, map.Slices[0], 0.4).Lines);
    }
}
