using System.Globalization;
using System.Runtime.InteropServices;
using SweepCluster.Compute;
using SweepCluster.Compute.Cpu;
using SweepCluster.Compute.Cpu.Simd;
using SweepCluster.Node.Devices;
using SweepCluster.Node.LocalRuns;

namespace SweepCluster.Cli.Doctor;

/// <summary>What this build and this machine offer.</summary>
internal static class MachineChecks
{
    private const double LeastGibibytes = 1;

    public static IEnumerable<Finding> All()
    {
        var (version, revision) = EnvironmentRecord.Program();
        yield return new Finding("program", FindingStatus.Ok, $"{version} ({revision}) on {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}");
        foreach (var finding in Engines())
        {
            yield return finding;
        }

        using var device = new CpuDevice();
        yield return Device(device.Description, SimdLevels.Available);

        // The load is that of the last collection, and there may have been none yet.
        GC.Collect(0);
        var memory = GC.GetGCMemoryInfo();
        yield return Memory(memory.TotalAvailableMemoryBytes, memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes);
    }

    /// <param name="levels">Vector widths that the processor has, slowest first.</param>
    internal static Finding Device(DeviceDescription cpu, IReadOnlyList<SimdLevel> levels)
    {
        var found = string.Create(CultureInfo.InvariantCulture, $"{cpu.Id}: {cpu.Name}, {cpu.Cores} cores, vectors {string.Join(", ", levels)}; trials give the same bits on every {cpu.Kind}");
        return levels[^1] == SimdLevel.Portable
            ? new Finding("device", FindingStatus.Warn, found, "This processor has no AVX2: training works, several times slower than on one that has.")
            : new Finding("device", FindingStatus.Ok, found);
    }

    /// <param name="total">Bytes that this process may use, a container's limit included.</param>
    /// <param name="free">Bytes of them that are free.</param>
    internal static Finding Memory(long total, long free)
    {
        var found = string.Create(CultureInfo.InvariantCulture, $"{Gibibytes(free):0.0} GiB free of {Gibibytes(total):0.0} GiB");
        return Gibibytes(free) < LeastGibibytes
            ? new Finding("memory", FindingStatus.Warn, found, "Large populations will not fit: end other programs, or raise the limit of the container.")
            : new Finding("memory", FindingStatus.Ok, found);
    }

    /// <param name="hasEngine">Whether the build can drive GPUs.</param>
    /// <param name="found">Those of this machine.</param>
    internal static Finding Gpus(bool hasEngine, IReadOnlyList<FoundDevice> found) => new("engine", FindingStatus.Ok, "GPU (ILGPU): " + (hasEngine, found.Count) switch
    {
        (false, _) => "not in this build; training uses the CPU",
        (true, 0) => "in this build, but no GPU was found; training uses the CPU",
        _ => "on: " + string.Join(", ", found.Select(gpu => $"{gpu.Id} ({gpu.Name})")),
    });

    private static IEnumerable<Finding> Engines()
    {
        yield return new Finding("engine", FindingStatus.Ok, "store: on");
#if WITH_AKKA
        yield return new Finding("engine", FindingStatus.Ok, "akka: on");
#else
        yield return new Finding("engine", FindingStatus.Ok, "akka: not in this build; the store engine does all that it does");
#endif
        yield return Gpus(DeviceCatalogue.HasGpuEngine, DeviceCatalogue.Gpus());
    }

    private static double Gibibytes(long bytes) => bytes / (double)(1L << 30);
}
