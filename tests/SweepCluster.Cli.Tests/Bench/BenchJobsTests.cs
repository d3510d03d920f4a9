using SweepCluster.Cli.Bench;

namespace SweepCluster.Cli.Tests.Bench;

public class BenchJobsTests
{
    [Fact]
    public void Without_a_model_common_ones_are_measured() => Assert.Equal(
        [("network 784-64-32-10", 128, 1024), ("network 2-16-2", 32, 65_536), ("cascade 784-100-20-20-10", 500, 10)],
        BenchJobs.Of(null, null, null, null).Select(job => (job.Name, job.Rows, job.Population)));

    [Fact]
    public void Only_the_model_that_is_named_is_measured() => Assert.Equal(
        [("cascade 5-3-1", 64, 7)],
        BenchJobs.Of(null, [5, 3, 1], 64, 7).Select(job => (job.Name, job.Rows, job.Population)));

    [Theory]
    [InlineData("784-64-10", new[] { 784, 64, 10 })]
    [InlineData("1-1", new[] { 1, 1 })]
    [InlineData("784", null)]
    [InlineData("784--10", null)]
    [InlineData("784-0-10", null)]
    [InlineData("784-20000-10", null)]
    [InlineData("784x64", null)]
    [InlineData("", null)]
    public void Sizes_are_whole_numbers_with_hyphens_between(string text, int[]? sizes) => Assert.Equal(sizes, LayerSizes.Parse(text));
}
