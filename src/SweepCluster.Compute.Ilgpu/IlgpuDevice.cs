using System.Collections.Concurrent;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using SweepCluster.Compute.Ilgpu.Arithmetic;
using SweepCluster.Compute.Ilgpu.Kernels;

namespace SweepCluster.Compute.Ilgpu;

/// <summary>One accelerator of ILGPU, with a context of its own.</summary>
public sealed class IlgpuDevice : IDevice
{
    // More members than this keep no GPU busier, and results come later.
    private const int LargestPopulation = 1 << 16;

    private readonly Lock _lock = new();
    private Session? _session;

    /// <param name="id">A name that <see cref="IlgpuDevices"/> knows.</param>
    /// <exception cref="InvalidOperationException">The driver does not list it, or it does not start.</exception>
    internal IlgpuDevice(string id)
    {
        _session = new Session(id);
        Description = new DeviceDescription(
            id,
            $"ilgpu/{Accelerator.AcceleratorType}/{Accelerator.Name}".ToLowerInvariant(),
            Accelerator.Name,
            Math.Min(FreeBytes, Accelerator.MemorySize),
            Accelerator.NumMultiprocessors);
    }

    public DeviceDescription Description { get; }

    internal Accelerator Accelerator => Opened.Accelerator;

    // ILGPU's own CPU accelerator is a debugger: its groups are threads of the machine, and no more than 16.
    private bool IsNarrow => Accelerator.AcceleratorType == AcceleratorType.CPU;

    private long FreeBytes => Accelerator is CudaAccelerator cuda ? cuda.GetFreeMemory() : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private Session Opened
    {
        get
        {
            lock (_lock)
            {
                return _session ??= new Session(Description.Id);
            }
        }
    }

    /// <summary>Everything in one population, as far as free memory goes; what remains is for data sets.</summary>
    public DevicePlan PlanFor(MemberCost cost, int members) =>
        new(Queues: 1, Population: (int)Math.Clamp(FreeBytes / 4 * 3 / Math.Max(cost.Bytes, 1), 1, Math.Clamp(members, 1, LargestPopulation)), Threads: 1);

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
        var stream = Accelerator.DefaultStream;
        var array = new IlgpuArray<T>(Accelerator, stream, 1, 1, rows, columns);
        array.Upload(0, values);
        stream.Synchronize();
        return array;
    }

    /// <summary>Closes the context; the next use opens another, once the driver is back.</summary>
    public void Reopen() => Dispose();

    public void Dispose()
    {
        lock (_lock)
        {
            _session?.Dispose();
            _session = null;
        }
    }

    private IOperations<T> Open<T, R>(int population)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T> => IsNarrow ? Open<T, R, NarrowGroup>(population) : Open<T, R, WideGroup>(population);

    private IlgpuOperations<T, R, S> Open<T, R, S>(int population)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var opened = Opened;
        var kernels = opened.Kernels.GetOrAdd(typeof(T), static (_, accelerator) => new IlgpuOperations<T, R, S>.CompiledKernels(accelerator), opened.Accelerator);
        return new IlgpuOperations<T, R, S>(opened.Accelerator, (IlgpuOperations<T, R, S>.CompiledKernels)kernels, population);
    }

    /// <summary>What lasts until the device is lost.</summary>
    private sealed class Session : IDisposable
    {
        private readonly Context _context;

        public Session(string id)
        {
            (_context, var device) = IlgpuDevices.Find(id) ?? throw new InvalidOperationException($"The device {id} is gone: its driver does not list it.");
            try
            {
                Accelerator = device.CreateAccelerator(_context);
            }
            catch (AcceleratorException failure)
            {
                _context.Dispose();
                throw new InvalidOperationException($"The device {id} does not start: {failure.Message}", failure);
            }
        }

        public Accelerator Accelerator { get; }

        /// <summary>By precision.</summary>
        public ConcurrentDictionary<Type, object> Kernels { get; } = new();

        public void Dispose()
        {
            Closing.Of(Accelerator.Dispose);
            Closing.Of(_context.Dispose);
        }
    }
}
