using SweepCluster.Compute.Cpu;
using SweepCluster.Compute.Cpu.Simd;

namespace SweepCluster.Compute.Tests.Conformance;

/// <summary>Every device and every way of running it on this machine; each conformance test runs on all of them.</summary>
public static class TestDevices
{
    /// <summary>A device that is imitated, so slowly that tests take smaller shapes on it: none of these.</summary>
    public static string? Imitated => null;

    /// <summary>Name and threads per queue, for <c>[MemberData]</c>.</summary>
    public static TheoryData<string, int> All
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var level in SimdLevels.Available)
            {
                data.Add(level.ToString(), 1);
                data.Add(level.ToString(), 3);
            }

            return data;
        }
    }

    public static IDevice Open(string name) => new CpuDevice(cores: 3, Enum.Parse<SimdLevel>(name));
}
