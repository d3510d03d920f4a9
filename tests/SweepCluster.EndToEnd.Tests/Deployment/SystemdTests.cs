namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>The units of <c>deploy/systemd</c>.</summary>
public sealed class SystemdTests
{
    private static readonly string Folder = Path.Combine(Workplace.Repository, "deploy", "systemd");

    public static TheoryData<string> Units => [.. Directory.GetFiles(Folder, "*.service").Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Units))]
    public async Task Systemd_accepts_a_unit(string unit)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, unit));
        Assert.Contains("ExecStart=/opt/sweepcluster/sweep node --roles ", text, StringComparison.Ordinal);
        if (MachineProgram.Find("systemd-analyze") is null)
        {
            return;
        }

        // It looks for the program, which is not installed here.
        using var workplace = new Workplace();
        workplace.Write(unit, text.Replace("/opt/sweepcluster/sweep", "/bin/true", StringComparison.Ordinal));
        var ended = await MachineProgram.RunAsync("systemd-analyze", "verify", "--man=no", workplace.File(unit));
        Assert.True(ended.ExitCode == 0 && !ended.Error.Contains(unit, StringComparison.Ordinal), ended.Error);
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void A_unit_runs_as_a_user_without_rights_and_leaves_time_to_drain(string unit)
    {
        var keys = Keys(Path.Combine(Folder, unit));
        Assert.Equal("sweep", keys["User"]);
        Assert.Equal("yes", keys["NoNewPrivileges"]);
        Assert.Equal("strict", keys["ProtectSystem"]);
        Assert.Equal("", keys["CapabilityBoundingSet"]);
        Assert.Equal("SIGTERM", keys["KillSignal"]);
        Assert.InRange(int.Parse(keys["TimeoutStopSec"], System.Globalization.CultureInfo.InvariantCulture), 30, 300);
        Assert.Equal("/etc/sweepcluster/sweep.env", keys["EnvironmentFile"]);
    }

    [Fact]
    public void The_environment_has_settings_that_there_are_and_no_secret()
    {
        var settings = Keys(Path.Combine(Folder, "sweep.env"));
        Assert.All(settings, pair => Assert.Contains($"`{pair.Key}`", File.ReadAllText(Path.Combine(Workplace.Repository, "docs", "configuration.md")), StringComparison.Ordinal));
        Assert.DoesNotMatch("://[^/@]*:[^/@]*@", settings["SWEEP_STORE"]);
    }

    private static Dictionary<string, string> Keys(string file) => File.ReadAllLines(file)
        .Where(line => line.Length > 0 && line[0] is not ('#' or '[') && line.Contains('=', StringComparison.Ordinal))
        .Select(line => line.Split('=', 2)).DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1]);
}
