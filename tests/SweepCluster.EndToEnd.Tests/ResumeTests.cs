using System.Text.Json;

namespace SweepCluster.EndToEnd.Tests;

public sealed class ResumeTests : IDisposable
{
    private const int Enough = 5;

    private readonly Workplace _place = new();

    public ResumeTests() => _place.Write("shapes.yaml", Sweeps.ManyShapes);

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_killed_or_interrupted_sweep_resumes_to_the_bytes_of_an_undisturbed_one()
    {
        Assert.Equal(0, (await _place.RunAsync("run", "shapes.yaml", "--out", "undisturbed", "--quiet")).ExitCode);
        await KillAndResumeAsync();
        await InterruptAndResumeAsync();
    }

    private async Task KillAndResumeAsync()
    {
        var killed = _place.Start("run", "shapes.yaml", "--out", "killed", "--json", "--cores", "2");
        await killed.TrialsAsync(Enough);
        killed.Kill();
        await killed.EndAsync();
        Assert.DoesNotContain("map.png", _place.Names("killed"));

        var resumed = await _place.RunAsync("run", "shapes.yaml", "--out", "killed", "--resume", "--json", "--cores", "2");
        Assert.Equal((0, ""), (resumed.ExitCode, resumed.Error));
        Assert.InRange(resumed.Lines.Count - 1, 1, Sweeps.ManyShapesTrials - Enough);
        _place.AssertSameResults("undisturbed", "killed");
    }

    private async Task InterruptAndResumeAsync()
    {
        var running = _place.Start("run", "shapes.yaml", "--out", "interrupted", "--json", "--cores", "1");
        await running.TrialsAsync(Enough);
        running.Interrupt();
        var ended = await running.EndAsync();

        Assert.Equal(130, ended.ExitCode);
        Assert.Contains("sweep: stopping", ended.Error, StringComparison.Ordinal);
        using var last = JsonDocument.Parse(ended.Lines[^1]);
        Assert.Equal("cancelled", last.RootElement.GetProperty("end").GetString());
        var finished = last.RootElement.GetProperty("finished").GetInt32();
        Assert.InRange(finished, Enough, Sweeps.ManyShapesTrials - 1);
        Assert.Contains("map.png", _place.Names("interrupted"));
        Assert.Equal(finished, File.ReadLines(_place.File("interrupted", "trials.csv")).Count() - 1);

        var resumed = await _place.RunAsync("run", "shapes.yaml", "--out", "interrupted", "--resume", "--json");
        Assert.Equal(0, resumed.ExitCode);
        Assert.Equal(Sweeps.ManyShapesTrials - finished, resumed.Lines.Count - 1);
        _place.AssertSameResults("undisturbed", "interrupted");
    }
}
