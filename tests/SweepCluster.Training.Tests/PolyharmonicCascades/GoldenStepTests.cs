using System.Text.Json;
using SweepCluster.Compute.Cpu;
using SweepCluster.Compute.Cpu.Simd;
using SweepCluster.Training.Conformance;

namespace SweepCluster.Training.Tests.PolyharmonicCascades;

public class GoldenStepTests
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
    public void The_training_code_repeats_the_worked_step(SimdLevel level, bool float64)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(GoldenFile()));
        using var device = new CpuDevice(cores: 1, level);

        var errors = PolyharmonicCascadeConformance.Replay(document.RootElement, device, float64);

        Assert.Equal(15, errors.Count);
        Assert.All(errors, error => Assert.True(error.Passed, error.ToString()));
    }

    private static string GoldenFile()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "golden", "polyharmonic-cascade-step.json");
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException("golden/polyharmonic-cascade-step.json is in no folder above the tests.");
    }
}
