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
    private readonly Dictionary<Type, object> _elementKernels = [];

    public IlgpuOperations(Accelerator accelerator, int population)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(population, 1);
        Population = population;
        _accelerator = accelerator;
        _stream = accelerator.CreateStream();
        _members = new Members(accelerator, _stream, population);
        _matrix = new MatrixKernels(accelerator);
        _network = new NetworkKernels(accelerator);
        _cascade = new CascadeKernels(accelerator);
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
        LaunchPerThread(_network.Watch, new WatchArguments<T>
        {
            Retirements = _members.Retirements,
            Values = Operand(values),
            Limit = limit,
            Step = step,
            Signal = (int)signal,
            Layer = layer ?? -1,
            Slots = _members.Slots,
        });
        _members.Changed();
    }

    public void Dispose()
    {
        _members.Dispose();
        _stream.Dispose();
    }

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

    // Kernels over elements of any type cannot be fields: they are kept by their arguments' type.
    private Kernel<TArguments> ElementKernel<TArguments>(Action<Frame, TArguments> body)
        where TArguments : struct
    {
        if (!_elementKernels.TryGetValue(typeof(TArguments), out var kernel))
        {
            kernel = new Kernel<TArguments>(_accelerator, body);
            _elementKernels.Add(typeof(TArguments), kernel);
        }

        return Unsafe.As<Kernel<TArguments>>(kernel);
    }
}
