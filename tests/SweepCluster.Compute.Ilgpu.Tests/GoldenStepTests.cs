using System.Text.Json;
using SweepCluster.Compute.Tests.Conformance;
using SweepCluster.Training.Conformance;

namespace SweepCluster.Compute.Ilgpu.Tests;

/// <summary>Both families' training code, unchanged, repeats the worked steps on an accelerator.</summary>
public class GoldenStepTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_polynomial_network_trains_as_worked_out(bool float64)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Golden("polynomial-network-step.json")));
        using var device = TestDevices.Open(IlgpuDevices.Debugger);

        var errors = PolynomialNetworkConformance.Replay(document.RootElement, device, float64);

        Assert.Equal(8, errors.Select(error => error.Case).Distinct().Count());
        Assert.All(errors, error => Assert.True(error.Passed, error.ToString()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_polyharmonic_cascade_trains_as_worked_out(bool float64)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Golden("polyharmonic-cascade-step.json")));
        using var device = TestDevices.Open(IlgpuDevices.Debugger);

        var errors = PolyharmonicCascadeConformance.Replay(document.RootElement, device, float64);

        Assert.Equal(15, errors.Count);
        Assert.All(errors, error => Assert.True(error.Passed, error.ToString()));
    }

    private static string Golden(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "tests", "golden", name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException($"No tests/golden/{name} above the tests.");
    }
}
