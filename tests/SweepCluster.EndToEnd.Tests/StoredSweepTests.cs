using System.Text.Json;

namespace SweepCluster.EndToEnd.Tests;

/// <summary>Commands that read what a run has left.</summary>
public sealed class StoredSweepTests : IDisposable
{
    private readonly Workplace _place = new();

    public StoredSweepTests() => _place.Write("small.yaml", Sweeps.Small);

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Exports_are_the_bytes_that_the_run_itself_wrote()
    {
        await _place.RunAsync("run", "small.yaml", "--out", "o", "--quiet");
        var before = _place.Names("o");
        foreach (var (format, name) in new[] { ("png", "map.png"), ("svg", "map.svg"), ("csv", "cells.csv"), ("json", "map.json"), ("trials", "trials.csv"), ("traces", "traces.jsonl") })
        {
            var ended = await _place.RunAsync("export", "o", "--format", format, "--output", name);
            Assert.Equal(new Ended(0, $"Wrote {name}: {format}, 6 cells.{Environment.NewLine}", ""), ended);
            Assert.Equal(File.ReadAllBytes(_place.File("o", name)), File.ReadAllBytes(_place.File(name)));
        }

        var cells = await _place.RunAsync("export", "o", "--format", "csv", "--output", "-");
        Assert.Equal(File.ReadAllText(_place.File("o", "cells.csv")), cells.Output);
        Assert.Equal(before, _place.Names("o"));
        Assert.Equal(new Ended(0, "", ""), await _place.RunAsync("export", "o", "--format", "html", "--output", "report.html", "--quiet"));
        Assert.True(File.Exists(_place.File("report.html")));
    }

    // Six stable trials a cell against none: Fisher's p is 2/924, far below what two cells need.
    [Fact]
    public async Task A_sweep_is_compared_with_itself_without_a_change_and_with_a_worse_one_with_exit_code_1()
    {
        _place.Write("steady.yaml", Sweeps.Steady);
        await _place.RunAsync("run", "steady.yaml", "--quiet", "--out", "a");
        var relabelled = await _place.RunAsync("relabel", "a", "--set", "labels.escapeRange=1e-6", "--out", "b", "--json");
        Assert.Equal((0, ""), (relabelled.ExitCode, relabelled.Error));
        var same = await _place.RunAsync("diff", "a", "a");
        Assert.Equal((0, ""), (same.ExitCode, same.Error));
        Assert.Contains("0 of 2 cells changed", same.Output, StringComparison.Ordinal);

        var worse = await _place.RunAsync("diff", "a", "b", "--json");
        var document = JsonDocument.Parse(worse.Output).RootElement;
        Assert.Equal((1, ""), (worse.ExitCode, worse.Error));
        Assert.True(document.GetProperty("isOver").GetBoolean());
        Assert.Equal((2, 1.0), (document.GetProperty("compared").GetInt32(), document.GetProperty("changedShare").GetDouble()));
        var changed = document.GetProperty("changed").EnumerateArray().ToArray();
        Assert.Equal(2, changed.Length);
        Assert.All(changed, cell =>
        {
            Assert.Equal(("stable", 6, 6), Tally(cell.GetProperty("a")));
            Assert.Equal(("escaped", 0, 6), Tally(cell.GetProperty("b")));
        });

        Assert.Equal(1, (await _place.RunAsync("diff", "a", "b", "--threshold", "0.99")).ExitCode);
        Assert.Equal(0, (await _place.RunAsync("diff", "a", "b", "--threshold", "1")).ExitCode);

        static (string?, int, int) Tally(JsonElement side) => (side.GetProperty("label").GetString(), side.GetProperty("stable").GetInt32(), side.GetProperty("trials").GetInt32());
    }

    [Fact]
    public async Task A_recommendation_has_a_row_per_group_with_counts_and_says_when_they_are_too_few()
    {
        await _place.RunAsync("run", "small.yaml", "--out", "o", "--quiet");
        var ended = await _place.RunAsync("recommend", "o", "--json");
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        var groups = JsonDocument.Parse(ended.Output).RootElement.GetProperty("groups").EnumerateArray().ToArray();
        Assert.Equal(["2", "4"], groups.Select(group => group.GetProperty("group").GetProperty("degree").GetString()));
        Assert.All(groups, group => Assert.NotEqual("recommended", group.GetProperty("verdict").GetString()));
        var table = await _place.RunAsync("recommend", "o");
        Assert.Contains("B from", table.Output, StringComparison.Ordinal);
        (await _place.RunAsync("recommend", "o", "--group-by", "width")).AssertMistake("'width' is not an axis", "B, degree");
    }

    [Fact]
    public async Task Importance_has_a_share_for_each_axis_and_for_the_pair_or_says_why_not()
    {
        await _place.RunAsync("run", "small.yaml", "--out", "o", "--quiet");
        var ended = await _place.RunAsync("importance", "o", "--json");
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        var stability = JsonDocument.Parse(ended.Output).RootElement.GetProperty("stability");
        var effects = stability.GetProperty("effects").EnumerateArray().Select(effect => string.Join('×', effect.GetProperty("axes").EnumerateArray())).ToArray();
        Assert.True(effects.Length == 0 ? !stability.GetProperty("isSufficient").GetBoolean() : effects.SequenceEqual(["B", "degree", "B×degree"]), ended.Output);
        Assert.Contains("for P(stable)", (await _place.RunAsync("importance", "o")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Relabelling_tells_what_changes_and_leaves_the_sweep_as_it_is()
    {
        await _place.RunAsync("run", "small.yaml", "--out", "o", "--quiet");
        var before = File.ReadAllBytes(_place.File("o", "trials.csv"));
        var ended = await _place.RunAsync("relabel", "o", "--set", "labels.chanceSigmas=0", "--out", "other", "--json");
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        var document = JsonDocument.Parse(ended.Output).RootElement;
        Assert.Equal(Sweeps.SmallTrials, document.GetProperty("trials").GetInt32());

        var outcomes = new[] { "o", "other" }.Select(folder => File.ReadLines(_place.File(folder, "trials.csv")).Skip(1).Select(row => row.Split(',')[5]).ToArray()).ToArray();
        Assert.Equal(outcomes[0].Zip(outcomes[1]).Count(pair => pair.First != pair.Second), document.GetProperty("changes").EnumerateArray().Sum(change => change.GetProperty("trials").GetInt32()));
        Assert.Equal(before, File.ReadAllBytes(_place.File("o", "trials.csv")));
        (await _place.RunAsync("relabel", "o", "--out", "o")).AssertMistake("not an empty folder", "--out");
        (await _place.RunAsync("relabel", "o", "--set", "parameters.alpha=1")).AssertMistake("labels.key=value");
    }

    [Fact]
    public async Task A_zoom_begins_with_its_parents_trials_and_ends_as_if_it_had_trained_them()
    {
        await _place.RunAsync("run", "small.yaml", "--out", "o", "--quiet");
        var ended = await _place.RunAsync("zoom", "o", "--x", "1:4", "--count", "3x2", "--json");
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));

        // B 1 and 4 for both degrees, two replicates each, and the two references.
        Assert.Equal(10, JsonDocument.Parse(ended.Output).RootElement.GetProperty("reused").GetInt32());
        string child = Path.Combine("o", "zooms", "1"), file = Path.Combine(child, "sweep.yaml");
        var resumed = await _place.RunAsync("run", file, "--out", child, "--resume", "--json");
        Assert.Equal((0, 5), (resumed.ExitCode, resumed.Lines.Count));
        await _place.RunAsync("run", file, "--out", "fresh", "--quiet");
        _place.AssertSameResults("fresh", child);

        var list = await _place.RunAsync("zoom", "o", "--list");
        Assert.Contains("x 1:4, y all, began with 10 trials", list.Output, StringComparison.Ordinal);
        (await _place.RunAsync("zoom", "o", "--x", "0.5:4")).AssertMistake("B: 0.5:4 is not inside the parent's 1:16");
    }

    [Fact]
    public async Task A_refined_sweep_resumes_after_a_kill_to_the_bytes_of_an_undisturbed_one_and_is_read_while_it_runs()
    {
        _place.Write("long.yaml", Sweeps.Long);
        string[] run = ["run", "long.yaml", "--set", "strategy={kind: refine, coarse: 2}", "--set", "axes.degree.values=[2, 3, 4, 5, 6]"];
        Assert.Equal(0, (await _place.RunAsync([.. run, "--out", "whole", "--quiet"])).ExitCode);
        var killed = _place.Start([.. run, "--out", "killed", "--json"]);
        await killed.TrialsAsync(5);
        Assert.Equal(0, (await _place.RunAsync("export", "killed", "--format", "csv", "--output", "-")).ExitCode);
        killed.Kill();
        await killed.EndAsync();

        Assert.Equal(0, (await _place.RunAsync([.. run, "--out", "killed", "--resume", "--quiet"])).ExitCode);
        _place.AssertSameResults("whole", "killed");
    }

    [Theory]
    [InlineData("export missing --format png --output -", "missing does not exist", "output folder")]
    [InlineData("export small.yaml --format png --output -", "is a file")]
    [InlineData("export . --format png --output -", "not the output folder of a sweep", "sweep run FILE")]
    [InlineData("export . --format bmp --output -", "--format bmp", "svg")]
    [InlineData("diff . . --threshold 2", "--threshold 2", "0 to 1")]
    [InlineData("recommend . --confidence 1", "--confidence 1")]
    [InlineData("zoom . --x 4:1", "--x 4:1", "ascending")]
    [InlineData("zoom . --count 4", "--count 4", "24x16")]
    public async Task A_mistake_names_its_place_and_remedy(string arguments, params string[] told) =>
        (await _place.RunAsync(arguments.Split(' '))).AssertMistake(told);

    [Theory]
    [InlineData("export", "sweep export out/quickstart --format svg")]
    [InlineData("recommend", "sweep recommend out/quickstart")]
    [InlineData("importance", "sweep importance out/quickstart")]
    [InlineData("diff", "sweep diff out/before out/after")]
    [InlineData("relabel", "sweep relabel out/quickstart")]
    [InlineData("zoom", "sweep zoom out/quickstart --list")]
    public async Task Help_shows_examples(string command, string example)
    {
        var ended = await _place.RunAsync(command, "--help");
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.Contains(example, ended.Output, StringComparison.Ordinal);
    }
}
