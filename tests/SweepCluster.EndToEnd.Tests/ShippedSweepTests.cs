namespace SweepCluster.EndToEnd.Tests;

public sealed class ShippedSweepTests : IDisposable
{
    private readonly Workplace _place = new();

    public static TheoryData<string> Files => [.. Directory.GetFiles(Path.Combine(Workplace.Repository, "sweeps"), "*.yaml").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    public void Dispose() => _place.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_shipped_sweep_can_be_run_or_says_which_data_to_get(string file)
    {
        var path = Path.Combine(Workplace.Repository, "sweeps", file);

        // The cost is measured by real training steps: small ones show that the sweep can be run just as well.
        string[] run = ["run", path, "--dry-run", "--set", "dataset.train=1000", "--set", "dataset.test=200", "--set", "budget.batch=50"];
        var needsDownload = File.ReadAllText(path).Contains("mnist}", StringComparison.Ordinal) || File.ReadAllText(path).Contains("mnist,", StringComparison.Ordinal);
        if (needsDownload)
        {
            (await _place.RunAsync(run)).AssertMistake("sweep data get mnist");
        }

        if (!needsDownload || Workplace.RealData is not null)
        {
            var ended = await _place.RunWithDataAsync(Workplace.RealData, run);
            Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
            Assert.Contains("time ", ended.Output, StringComparison.Ordinal);
        }

        Assert.Empty(_place.Names());
    }
}
