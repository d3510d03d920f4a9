using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;
using SweepCluster.Compute.Ilgpu.Arithmetic;
using SweepCluster.Compute.Ilgpu.Kernels;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Compute.Ilgpu;

/// <summary>
/// The operations as kernels on a stream of their own. A launch's grid runs over the living members and their parts:
/// the number of launches does not depend on the population.
/// </summary>
/// <typeparam name="R">What <typeparamref name="T"/> has beyond operators.</typeparam>
/// <typeparam name="S">The threads of a group.</typeparam>
internal sealed partial class IlgpuOperations<T, R, S> : IOperations<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where R : struct, IReal<T>
    where S : struct, IGroupShape
{
    // Elements that each thread takes of a run, so that it is worth starting.
    private const int ElementsPerThread = 4;

    private readonly Accelerator _accelerator;
    private readonly AcceleratorStream _stream;
    private readonly Members _members;
    private readonly CompiledKernels _kernels;

    /// <param name="kernels">Those of the accelerator.</param>
    public IlgpuOperations(Accelerator accelerator, CompiledKernels kernels, int population)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(population, 1);
        Population = population;
        _accelerator = accelerator;
        _stream = accelerator.CreateStream();
        _members = new Members(accelerator, _stream, population);
        _kernels = kernels;
    }

    public int Population { get; }

    /// <summary>Kernels launched so far.</summary>
    public long Launches { get; private set; }

    public bool AnyAlive => _members.AnyAlive;

    private static int GroupSize => S.Edge * S.Edge;

    public DeviceArray<TElement> Allocate<TElement>(int matrices, int rows, int columns)
        where TElement : unmanaged => new IlgpuArray<TElement>(_accelerator, _stream, Population, matrices, rows, columns);

    public bool IsAlive(int member) => _members.IsAlive(member);

    public Divergence? DivergenceOf(int member) => _members.DivergenceOf(member);

    public void Retire(int member, Divergence divergence) => _members.Retire(member, divergence);

    public void ReviveAll() => _members.Revive();

    public void Watch(DeviceArray<T> values, double limit, long step, DivergenceSignal signal, int? layer = null)
    {
        LaunchPerThread(_kernels.Network.Watch, new WatchArguments<T>
        {
            Retirements = _members.Retirements,
            Values = Operand(values),
            Count = values.Length,
            Limit = limit,
            Step = step,
            Signal = (int)signal,
            Layer = layer ?? -1,
            Slots = _members.Slots,
        });
        _members.Changed();
    }

    public void Dispose() => Closing.Of(() =>
    {
        _members.Dispose();
        _stream.Dispose();
    });

    private static Operand<TElement> Operand<TElement>(DeviceArray<TElement> array)
        where TElement : unmanaged => ((IlgpuArray<TElement>)array).Operand;

    private static int PartsOf(long elements) => (int)Math.Clamp((elements + (GroupSize * ElementsPerThread) - 1) / (GroupSize * ElementsPerThread), 1, 1 << 16);

    /// <summary>Starts so many groups for each living member.</summary>
    private void Launch<TArguments>(Kernel<TArguments> kernel, long groupsPerMember, TArguments arguments)
        where TArguments : struct
    {
        var groups = checked((int)(groupsPerMember * _members.Slots));
        if (groups > 0)
        {
            kernel.Launch(_stream, new KernelConfig(groups, GroupSize), _members.Frame, arguments);
            Launches++;
        }
    }

    /// <summary>Starts one thread for each living member.</summary>
    private void LaunchPerThread<TArguments>(Kernel<TArguments> kernel, TArguments arguments)
        where TArguments : struct
    {
        if (_members.Slots > 0)
        {
            kernel.Launch(_stream, new KernelConfig((_members.Slots + GroupSize - 1) / GroupSize, GroupSize), _members.Frame, arguments);
            Launches++;
        }
    }

    /// <summary>The kernels of one accelerator, compiled when first launched and kept for all of its queues.</summary>
    internal sealed class CompiledKernels(Accelerator accelerator)
    {
        private readonly ConcurrentDictionary<Type, object> _ofElements = new();

        public MatrixKernels Matrix { get; } = new(accelerator);

        public NetworkKernels Network { get; } = new(accelerator);

        public CascadeKernels Cascade { get; } = new(accelerator);

        // Kernels over elements of any type cannot be fields: they are kept by their arguments' type.
        public Kernel<TArguments> Over<TArguments>(Action<Frame, TArguments> body)
            where TArguments : struct =>
            Unsafe.As<Kernel<TArguments>>(_ofElements.GetOrAdd(typeof(TArguments), static (_, made) => new Kernel<TArguments>(made.accelerator, made.body), (accelerator, body)));
    }
}
