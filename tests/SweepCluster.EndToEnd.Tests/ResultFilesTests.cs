using System.Text.Json;

namespace SweepCluster.EndToEnd.Tests;

public sealed class ResultFilesTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_run_leaves_map_tables_traces_and_what_is_needed_to_run_it_again()
    {
        var ended = await _place.RunAsync("run", _place.Write("small.yaml", Sweeps.Small));

        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        string[] expected = ["cells.csv", "environment.json", "map.json", "map.png", "map.svg", "run.log", "sweep.db", "sweep.yaml", "traces.jsonl", "trials.csv"];
        Assert.Equal(expected, _place.Names("out/small"));
        Assert.Contains($"Done: {Sweeps.SmallTrials} trials", ended.Output, StringComparison.Ordinal);
        Assert.Contains(Path.Combine("out", "small", "map.png"), ended.Output, StringComparison.Ordinal);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], File.ReadAllBytes(_place.File("out", "small", "map.png"))[..4]);
    }

    [Fact]
    public async Task The_resolved_sweep_file_gives_the_same_bytes_again()
    {
        Assert.Equal(0, (await _place.RunAsync("run", _place.Write("small.yaml", Sweeps.Small), "--out", "first", "--set", "parameters.alpha=0.7", "--seed", "5")).ExitCode);
        var again = await _place.RunAsync("run", Path.Combine("first", "sweep.yaml"), "--out", "second", "--cores", "1");

        Assert.Equal((0, ""), (again.ExitCode, again.Error));
        _place.AssertSameResults("first", "second");
        Assert.Equal(File.ReadAllText(_place.File("first", "sweep.yaml")), File.ReadAllText(_place.File("second", "sweep.yaml")));
        Assert.Contains("alpha: 0.7", File.ReadAllText(_place.File("second", "sweep.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_seed_gives_other_traces()
    {
        _place.Write("small.yaml", Sweeps.Small);
        await _place.RunAsync("run", "small.yaml", "--out", "one");
        await _place.RunAsync("run", "small.yaml", "--out", "two", "--seed", "2");
        Assert.NotEqual(File.ReadAllText(_place.File("one", "traces.jsonl")), File.ReadAllText(_place.File("two", "traces.jsonl")));
    }

    [Fact]
    public async Task The_environment_names_program_device_seed_and_end()
    {
        await _place.RunAsync("run", _place.Write("small.yaml", Sweeps.Small), "--out", "o", "--cores", "1", "--seed", "7", "--quiet");
        using var environment = JsonDocument.Parse(File.ReadAllBytes(_place.File("o", "environment.json")));
        var root = environment.RootElement;
        Assert.Equal((7, 1, "complete"), (root.GetProperty("seed").GetInt32(), root.GetProperty("deviceCores").GetInt32(), root.GetProperty("end").GetString()));
        var version = await _place.RunAsync("--version");
        Assert.Equal(0, version.ExitCode);
        Assert.StartsWith(root.GetProperty("version").GetString()!, version.Output, StringComparison.Ordinal);
    }
}
