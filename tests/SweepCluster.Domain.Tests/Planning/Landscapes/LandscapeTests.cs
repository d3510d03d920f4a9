namespace SweepCluster.Domain.Tests.Planning.Landscapes;

public class LandscapeTests
{
    public static TheoryData<string> Smooth => ["curve", "circle", "spiral"];

    [Theory]
    [MemberData(nameof(Smooth))]
    public void A_smooth_boundary_costs_at_most_four_hundredths_of_the_dense_grid_and_misses_a_thousandth_at_most(string name)
    {
        var run = LandscapeRun.Of(Landscape.All.Single(landscape => landscape.Name == name), 1024);

        Assert.InRange(run.PartOfDense, 0.001, 0.04);
        Assert.InRange(run.Wrong(), 0, 0.001);
    }

    [Fact]
    public void A_fractal_boundary_costs_more_and_its_dust_is_missed()
    {
        var run = LandscapeRun.Of(Landscape.Julia, 256);

        Assert.InRange(run.PartOfDense, 0.1, 0.5);
        Assert.InRange(run.Wrong(), 0.001, 0.05);
    }
}
