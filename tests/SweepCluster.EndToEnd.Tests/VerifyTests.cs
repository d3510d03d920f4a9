using System.Globalization;
using System.Text.RegularExpressions;

namespace SweepCluster.EndToEnd.Tests;

public sealed partial class VerifyTests : IDisposable
{
    private readonly Workplace _place = new();

    private static string Golden => Path.Combine(Workplace.Repository, "tests", "golden");

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task The_worked_examples_hold_on_every_device_and_precision()
    {
        var ended = await _place.RunAsync(["verify", .. Directory.GetFiles(Golden, "*.json")]);
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.Contains("float32", ended.Output, StringComparison.Ordinal);
        Assert.Contains("float64", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("FAILED", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_number_fails_and_its_quantity_is_named()
    {
        var text = File.ReadAllText(Path.Combine(Golden, "polyharmonic-cascade-step.json"));
        var changed = FirstOutput().Replace(text, match => match.Groups[1].Value + (double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) + 1e-3).ToString("R", CultureInfo.InvariantCulture), 1);
        Assert.NotEqual(text, changed);

        var ended = await _place.RunAsync("verify", _place.Write("changed.json", changed));
        Assert.Equal(1, ended.ExitCode);
        Assert.Matches(@"\n  out +\S+  FAILED in ", ended.Output);
        Assert.Matches(@"\n  H\[0\] +\S+  ok", ended.Output);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1, 2]")]
    [InlineData("{}")]
    [InlineData("{\"cases\": 3}")]
    [InlineData("{\"cases\": [{}]}")]
    [InlineData("{\"schema\": \"x\"}")]
    public async Task Garbage_is_refused(string text) =>
        (await _place.RunAsync("verify", _place.Write("garbage.json", text))).AssertMistake("garbage.json");

    [Fact]
    public async Task Data_sets_are_listed()
    {
        var ended = await _place.RunAsync("data", "list");
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.All(
            ["spirals", "sincos", "teacher", "glyphs", "mnist", "fashion-mnist", "cifar-10", "cifar-100"],
            name => Assert.Matches($"(?m)^  {name} ", ended.Output));
    }

    [GeneratedRegex("""("out":\s*(?:\{[^\[]*)?[\[\s]*)(-?[0-9.eE+-]+)""")]
    private static partial Regex FirstOutput();
}
