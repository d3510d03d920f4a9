using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SweepCluster.Compute.Cpu.Simd;

namespace SweepCluster.Compute.Cpu;

/// <summary>All cores of this machine, with the widest vectors that they have.</summary>
public sealed class CpuDevice : IDevice
{
    // Above this many operations a step, splitting one operation over all cores costs less than letting several
    // members compete for the shared cache.
    private const double FlopsWorthATeam = 5e8;

    // What one core's second-level cache holds, on the processors of the last ten years.
    private const long CacheBytesPerCore = 1 << 20;
    private const int LargestPopulation = 32;

    private readonly SimdLevel _level;

    /// <param name="cores">Threads to train on; by default every processor of the machine.</param>
    /// <param name="level">Vector width; by default the widest available.</param>
    public CpuDevice(int? cores = null, SimdLevel? level = null)
    {
        _level = level ?? SimdLevels.Best;
        if (!SimdLevels.Available.Contains(_level))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "This processor does not have these vectors.");
        }

        var count = cores ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(cores));
        Description = new DeviceDescription(
            "cpu",
            $"cpu/{RuntimeInformation.ProcessArchitecture}/{_level}".ToLowerInvariant(),
            ProcessorName.Read(),
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            count);
    }

    public DeviceDescription Description { get; }

    public DevicePlan PlanFor(MemberCost cost, int members)
    {
        var cores = Description.Cores;
        if (cost.FlopsPerStep >= FlopsWorthATeam || members < cores)
        {
            return new DevicePlan(Queues: 1, Population: 1, Threads: cores);
        }

        var fits = (int)Math.Clamp(CacheBytesPerCore / Math.Max(cost.Bytes, 1), 1, LargestPopulation);
        var share = ((members - 1) / cores) + 1;
        return new DevicePlan(cores, Math.Min(fits, share), Threads: 1);
    }

    public IOperations<T> Open<T>(int population, int threads = 1)
        where T : unmanaged, IFloatingPointIeee754<T> => _level switch
        {
            SimdLevel.Vector512 => new CpuOperations<T, Vector512<T>, Lanes512<T>>(population, threads),
            SimdLevel.Vector256 => new CpuOperations<T, Vector256<T>, Lanes256<T>>(population, threads),
            _ => new CpuOperations<T, Vector<T>, PortableLanes<T>>(population, threads),
        };

    public DeviceArray<T> Share<T>(int rows, int columns, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var array = new CpuArray<T>(1, 1, rows, columns);
        array.Upload(0, values);
        return array;
    }

    public void Dispose()
    {
        // Arrays and queues own the memory and the threads.
    }
}
