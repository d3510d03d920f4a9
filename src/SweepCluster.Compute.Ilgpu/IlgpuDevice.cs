using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using SweepCluster.Compute.Ilgpu.Arithmetic;
using SweepCluster.Compute.Ilgpu.Kernels;

namespace SweepCluster.Compute.Ilgpu;

/// <summary>One accelerator of ILGPU, with a context of its own.</summary>
public sealed class IlgpuDevice : IDevice
{
    private readonly Context _context;
    private readonly Accelerator _accelerator;

    internal IlgpuDevice(Context context, Device device, string id)
    {
        _context = context;
        _accelerator = device.CreateAccelerator(context);
        Description = new DeviceDescription(
            id,
            $"ilgpu/{_accelerator.AcceleratorType}/{_accelerator.Name}".ToLowerInvariant(),
            _accelerator.Name,
            Math.Min(FreeBytes, _accelerator.MemorySize),
            _accelerator.NumMultiprocessors);
    }

    public DeviceDescription Description { get; }

    internal Accelerator Accelerator => _accelerator;

    // ILGPU's own CPU accelerator is a debugger: its groups are threads of the machine, and no more than 16.
    private bool IsNarrow => _accelerator.AcceleratorType == AcceleratorType.CPU;

    private long FreeBytes => _accelerator is ILGPU.Runtime.Cuda.CudaAccelerator cuda ? cuda.GetFreeMemory() : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Everything in one population, as far as free memory goes; what remains is for data sets.</summary>
    public DevicePlan PlanFor(MemberCost cost, int members) =>
        new(Queues: 1, Population: (int)Math.Clamp(FreeBytes / 4 * 3 / Math.Max(cost.Bytes, 1), 1, Math.Max(members, 1)), Threads: 1);

    public IOperations<T> Open<T>(int population, int threads = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return (IOperations<T>)Open<float, Single32>(population);
        }

        return typeof(T) == typeof(double)
            ? (IOperations<T>)Open<double, Double64>(population)
            : throw new NotSupportedException($"{Description.Id} computes in float or double, not in {typeof(T).Name}.");
    }

    public DeviceArray<T> Share<T>(int rows, int columns, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var array = new IlgpuArray<T>(_accelerator, _accelerator.DefaultStream, 1, 1, rows, columns);
        array.Upload(0, values);
        _accelerator.DefaultStream.Synchronize();
        return array;
    }

    public void Dispose()
    {
        _accelerator.Dispose();
        _context.Dispose();
    }

    private IOperations<T> Open<T, R>(int population)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T> => IsNarrow
            ? new IlgpuOperations<T, R, NarrowGroup>(_accelerator, population)
            : new IlgpuOperations<T, R, WideGroup>(_accelerator, population);
}
