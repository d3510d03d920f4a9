using System.Text.Json;
using SweepCluster.Compute.Cpu;
using SweepCluster.Compute.Cpu.Simd;
using SweepCluster.Training.Conformance;

namespace SweepCluster.Training.Tests.Conformance;

public sealed class PolynomialNetworkConformanceTests
{
    public static TheoryData<SimdLevel, bool> Devices
    {
        get
        {
            var data = new TheoryData<SimdLevel, bool>();
            foreach (var level in SimdLevels.Available)
            {
                data.Add(level, true);
                data.Add(level, false);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Every_quantity_of_the_golden_steps_is_reproduced(SimdLevel level, bool float64)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(GoldenFiles.Find("polynomial-network-step.json")));
        using var device = new CpuDevice(cores: 1, level);

        var errors = PolynomialNetworkConformance.Replay(document.RootElement, device, float64);

        Assert.Equal(8, errors.Select(error => error.Case).Distinct().Count());
        var missed = errors.Where(error => !error.Passed).ToList();
        Assert.True(missed.Count == 0, string.Join(Environment.NewLine, missed));
    }
}
