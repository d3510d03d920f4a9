using SweepCluster.Domain.Map;

namespace SweepCluster.Domain.Tests.Map;

public sealed class ContourTests
{
    private static double[] Field(int columns, int rows, Func<int, int, double> value) =>
        [.. Enumerable.Range(0, columns * rows).Select(i => value(i % columns, i / columns))];

    private static double Length(ContourLine line)
    {
        var points = line.IsClosed ? line.Points.Add(line.Points[0]) : line.Points;
        return points.Zip(points.Skip(1), (a, b) => double.Hypot(a.Column - b.Column, a.Row - b.Row)).Sum();
    }

    private static double SignedArea(ContourLine line)
    {
        var next = line.Points.Skip(1).Append(line.Points[0]);
        return line.Points.Zip(next, (a, b) => (a.Column * b.Row) - (b.Column * a.Row)).Sum() / 2;
    }

    [Fact]
    public void A_circle_is_one_closed_line_of_its_length_and_place()
    {
        var cone = Field(101, 101, (c, r) => 40 - double.Hypot(c - 50, r - 50));

        var line = Assert.Single(new Contour(cone, 101, 101, level: 10).Lines());

        Assert.True(line.IsClosed);
        Assert.Equal(2 * Math.PI * 30, Length(line), 0.1);
        Assert.All(line.Points, point => Assert.Equal(30, double.Hypot(point.Column - 50, point.Row - 50), 0.01));
    }

    [Fact]
    public void The_larger_values_are_on_the_left()
    {
        var hill = Field(11, 11, (c, r) => 5 - double.Hypot(c - 5, r - 5));
        var pit = Array.ConvertAll(hill, value => -value);

        Assert.Equal(Math.PI * 9, SignedArea(Assert.Single(new Contour(hill, 11, 11, 2).Lines())), 1.0);
        Assert.Equal(-Math.PI * 9, SignedArea(Assert.Single(new Contour(pit, 11, 11, -2).Lines())), 1.0);
    }

    [Fact]
    public void A_line_that_meets_the_edge_is_open()
    {
        var line = Assert.Single(new Contour(Field(4, 3, (c, _) => c), 4, 3, 1.25).Lines());

        Assert.False(line.IsClosed);
        Assert.Equal([(1.25, 2.0), (1.25, 1.0), (1.25, 0.0)], line.Points.AsEnumerable());
    }

    [Theory]
    [InlineData(0.8, 1.0)]
    [InlineData(0.2, 0.0)]
    public void The_centre_decides_which_corners_of_a_saddle_are_joined(double centre, double row)
    {
        // Inside at the lower left and the upper right; every crossing is in the middle of its side.
        var contour = new Contour([1, 0, 0, 1], 2, 2, 0.5, (_, _) => centre);

        var lines = contour.Lines();

        Assert.Equal(2, lines.Length);
        Assert.Empty(contour.OpenSaddles);

        // From the middle of the left side the line goes up around the upper left corner, or down around the lower one.
        Assert.Equal(2, lines.Single(line => line.Points.Contains((0.0, 0.5))).Points.Intersect([(0.0, 0.5), (0.5, row)]).Count());
    }

    [Fact]
    public void A_saddle_without_a_centre_is_decided_by_its_mean_and_named()
    {
        var contour = new Contour([1, 0.2, 0.2, 1], 2, 2, 0.5);

        Assert.Equal((0.5, 0.5), Assert.Single(contour.OpenSaddles));
        var first = contour.Lines().Single(line => line.Points.Any(point => point.Column == 0));
        Assert.Contains(first.Points, point => point.Row == 1);
    }

    [Fact]
    public void No_line_passes_an_unknown_place()
    {
        var field = Field(7, 3, (_, r) => r);
        field[(1 * 7) + 3] = double.NaN;

        var lines = new Contour(field, 7, 3, 0.5).Lines();

        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.False(line.IsClosed));
        Assert.DoesNotContain(lines.SelectMany(line => line.Points), point => point.Column is > 2 and < 4);
    }

    [Fact]
    public void Rings_enclose_what_is_inside_up_to_the_edge_and_the_unknown()
    {
        var half = new Contour(Field(5, 3, (c, _) => c), 5, 3, 1.5);
        Assert.Equal(2.5 * 2, SignedArea(Assert.Single(half.Rings())), 1e-12);

        var holed = Field(5, 5, (_, _) => 1);
        holed[12] = double.NaN;
        Assert.Equal(16 - 4, new Contour(holed, 5, 5, 0.5).Rings().Sum(SignedArea), 1e-12);
    }

    [Fact]
    public void A_field_of_the_wrong_size_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Contour([1, 2, 3], 2, 2, 0.5));
}
