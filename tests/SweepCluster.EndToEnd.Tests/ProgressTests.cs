using System.Text.Json;

namespace SweepCluster.EndToEnd.Tests;

public sealed class ProgressTests : IDisposable
{
    private readonly Workplace _place = new();

    public ProgressTests() => _place.Write("small.yaml", Sweeps.Small);

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Json_prints_one_object_per_trial_and_a_summary_that_agrees_with_the_tables()
    {
        var ended = await _place.RunAsync("run", "small.yaml", "--out", "o", "--json");
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        var events = ended.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(Sweeps.SmallTrials + 1, events.Length);
        Assert.All(events[..^1], line => Assert.Equal("trial", line.GetProperty("event").GetString()));

        var end = events[^1];
        Assert.Equal(("end", "complete"), (end.GetProperty("event").GetString(), end.GetProperty("end").GetString()));
        Assert.Equal((Sweeps.SmallTrials, Sweeps.SmallTrials), (end.GetProperty("finished").GetInt32(), end.GetProperty("total").GetInt32()));

        var rows = File.ReadLines(_place.File("o", "trials.csv")).Select(line => line.Split(',')).ToArray();
        var outcome = Array.IndexOf(rows[0], "outcome");
        var reference = Array.IndexOf(rows[0], "reference");
        Assert.Equal(Sweeps.SmallTrials, rows.Length - 1);
        Assert.All(end.GetProperty("outcomes").EnumerateObject(), count =>
            Assert.Equal(rows.Skip(1).Count(row => row[reference] == "false" && row[outcome] == count.Name), count.Value.GetInt32()));
        Assert.Equal(12, end.GetProperty("outcomes").EnumerateObject().Sum(count => count.Value.GetInt32()));
    }

    [Fact]
    public async Task Quiet_prints_nothing()
    {
        var ended = await _place.RunAsync("run", "small.yaml", "--out", "o", "--quiet");
        Assert.Equal(new Ended(0, "", ""), ended);
    }

    [Fact]
    public async Task Without_a_terminal_progress_is_lines_without_escape_codes()
    {
        var ended = await _place.RunAsync("run", "small.yaml", "--out", "o");
        Assert.DoesNotContain('\u001b', ended.Output);
        Assert.Contains($"{Sweeps.SmallTrials}/{Sweeps.SmallTrials} trials", ended.Output, StringComparison.Ordinal);
        Assert.All(ended.Lines, line => Assert.Equal(line.TrimEnd(), line));
    }

    [Fact]
    public async Task A_dry_run_tells_cost_and_writes_nothing()
    {
        var ended = await _place.RunAsync("run", "small.yaml", "--dry-run");
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.Matches(@"cells +6\n", ended.Output);
        Assert.Matches(@"trials +12 \(2 per cell\), and 2 references\n", ended.Output);
        Assert.Matches(@"memory +\d+ [KMG]iB on ", ended.Output);
        Assert.Matches(@"time +at most about [0-9.]+ (s|min)", ended.Output);
        Assert.Equal(["small.yaml"], _place.Names());

        using var preview = JsonDocument.Parse((await _place.RunAsync("run", "small.yaml", "--dry-run", "--json")).Output);
        Assert.Equal((6, 12, 2), (Number("cells"), Number("trials"), Number("references")));
        Assert.True(Number("deviceBytes") > 0);

        int Number(string name) => preview.RootElement.GetProperty(name).GetInt32();
    }

    [Theory]
    [InlineData("--help", "sweep run sweeps/quickstart.yaml")]
    [InlineData("run --help", "sweep run my.yaml --resume")]
    [InlineData("verify --help", "sweep verify tests/golden/*.json")]
    [InlineData("data --help", "sweep data list")]
    [InlineData("data list --help", "sweep data list")]
    [InlineData("data get --help", "sweep data get mnist")]
    public async Task Help_shows_examples(string arguments, string example)
    {
        var ended = await _place.RunAsync(arguments.Split(' '));
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.Contains("Examples:", ended.Output, StringComparison.Ordinal);
        Assert.Contains("\n  " + example, ended.Output, StringComparison.Ordinal);
    }
}
