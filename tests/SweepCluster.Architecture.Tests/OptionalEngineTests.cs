using System.Diagnostics;
using System.Text.Json;

namespace SweepCluster.Architecture.Tests;

/// <summary>The optional engines are compiled in only where their project is part of the source tree.</summary>
public class OptionalEngineTests
{
    [Theory]
    [InlineData("WithIlgpu", "WITH_ILGPU", "SweepCluster.Compute.Ilgpu")]
    [InlineData("WithAkka", "WITH_AKKA", "SweepCluster.Cluster.Akka")]
    public async Task An_engine_that_is_asked_for_counts_when_its_project_exists(string property, string constant, string project)
    {
        var exists = File.Exists(Path.Combine(Root, "src", project, project + ".csproj"));
        Assert.Equal((exists, exists), await EvaluateAsync(property, constant, "true"));
        Assert.Equal((false, false), await EvaluateAsync(property, constant, "false"));
    }

    private static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "SweepCluster.sln")))
            {
                folder = Path.GetDirectoryName(folder)!;
            }

            return folder;
        }
    }

    private static async Task<(bool Property, bool Constant)> EvaluateAsync(string property, string constant, string asked)
    {
        var project = Path.Combine(Root, "src", "SweepCluster.Node", "SweepCluster.Node.csproj");
        var start = new ProcessStartInfo("dotnet", ["msbuild", project, "-nologo", $"-getProperty:{property},DefineConstants", $"-p:{property}={asked}"])
        {
            RedirectStandardOutput = true,
        };

        // What the build that runs the tests was told must not decide here.
        start.Environment.Remove(property);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var process = Process.Start(start)!;
        using var killing = limit.Token.Register(process.Kill);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);

        using var document = JsonDocument.Parse(output);
        var properties = document.RootElement.GetProperty("Properties");
        return (properties.GetProperty(property).GetString() == "true", properties.GetProperty("DefineConstants").GetString()!.Split(';').Contains(constant));
    }
}
