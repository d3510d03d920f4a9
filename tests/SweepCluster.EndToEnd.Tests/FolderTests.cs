namespace SweepCluster.EndToEnd.Tests;

public sealed class FolderTests : IDisposable
{
    private readonly Workplace _place = new();

    public FolderTests() => _place.Write("small.yaml", Sweeps.Small);

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_folder_with_results_is_only_continued_when_asked()
    {
        await _place.RunAsync("run", "small.yaml", "--out", "o", "--quiet");
        var map = File.ReadAllBytes(_place.File("o", "map.png"));

        (await _place.RunAsync("run", "small.yaml", "--out", "o", "--json")).AssertMistake($"{Sweeps.SmallTrials} of {Sweeps.SmallTrials} trials", "--resume", "--out");
        (await _place.RunAsync("run", "small.yaml", "--out", "o", "--json", "--resume", "--seed", "2")).AssertMistake("another sweep or other settings", "--out");
        Assert.Equal(map, File.ReadAllBytes(_place.File("o", "map.png")));

        var resumed = await _place.RunAsync("run", "small.yaml", "--out", "o", "--json", "--resume");
        Assert.Equal(0, resumed.ExitCode);
        Assert.Single(resumed.Lines);
    }

    [Fact]
    public async Task A_refusal_before_any_progress_prints_the_refusal_and_nothing_else()
    {
        await _place.RunAsync("run", "small.yaml", "--out", "o", "--quiet");
        (await _place.RunAsync("run", "small.yaml", "--out", "o", "--plain")).AssertMistake("--resume");
    }

    [Fact]
    public async Task Two_runs_do_not_share_a_folder()
    {
        _place.Write("long.yaml", Sweeps.Long);
        var first = _place.Start("run", "long.yaml", "--out", "o", "--json", "--set", "budget.epochs=1000");
        await first.TrialsAsync(1);
        (await _place.RunAsync("run", "long.yaml", "--out", "o", "--resume", "--json")).AssertMistake("in use by another sweep run", "--out");
        first.Kill();
        await first.EndAsync();
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_folder_is_named()
    {
        _place.Write("occupied", "");
        (await _place.RunAsync("run", "small.yaml", "--out", "occupied", "--json")).AssertMistake("occupied", "--out");
    }

    [Fact]
    public async Task A_time_limit_ends_the_sweep_in_order_and_a_later_one_continues_it()
    {
        _place.Write("long.yaml", Sweeps.Long);
        string[] run = ["run", "long.yaml", "--out", "o", "--plain", "--set", "budget.epochs=200"];
        var ended = await _place.RunAsync([.. run, "--set", "budget.wallClock=1s"]);
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.Contains("The time limit was reached after", ended.Output, StringComparison.Ordinal);
        Assert.Contains("--resume goes on", ended.Output, StringComparison.Ordinal);
        Assert.Contains("map.png", _place.Names("o"));

        var again = await _place.RunAsync([.. run, "--set", "budget.wallClock=2s", "--resume"]);
        Assert.Equal((0, ""), (again.ExitCode, again.Error));
    }
}
