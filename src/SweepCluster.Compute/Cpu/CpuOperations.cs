using System.Numerics;
using SweepCluster.Compute.Cpu.Simd;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Compute.Cpu;

/// <summary>
/// The operations on a CPU, compiled for one vector width. Members are taken one after another; a large operation
/// of one member is split over the team.
/// </summary>
internal sealed unsafe partial class CpuOperations<T, V, L> : IOperations<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where V : struct
    where L : ILanes<V, T>
{
    private readonly WorkerTeam _team;
    private readonly bool[] _alive;
    private readonly Divergence?[] _divergences;
    private int _aliveCount;

    public CpuOperations(int population, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(population, 1);
        Population = population;
        _team = new WorkerTeam(threads);
        _alive = new bool[population];
        _divergences = new Divergence?[population];
        ReviveAll();
    }

    public int Population { get; }

    public bool AnyAlive => _aliveCount > 0;

    public DeviceArray<TElement> Allocate<TElement>(int matrices, int rows, int columns)
        where TElement : unmanaged => new CpuArray<TElement>(Population, matrices, rows, columns);

    public bool IsAlive(int member) => _alive[member];

    public Divergence? DivergenceOf(int member) => _divergences[member];

    public void Watch(DeviceArray<T> values, double limit, long step, DivergenceSignal signal, int? layer = null)
    {
        var array = (CpuArray<T>)values;
        for (var member = 0; member < Population; member++)
        {
            for (var i = 0; i < array.Length && _alive[member]; i++)
            {
                var value = array.Member(member)[i];
                if (!T.IsFinite(value) || Math.Abs(double.CreateSaturating(value)) > limit)
                {
                    Retire(member, new Divergence(step, signal, layer + i));
                }
            }
        }
    }

    public void Retire(int member, Divergence divergence)
    {
        if (_alive[member])
        {
            _alive[member] = false;
            _aliveCount--;
            _divergences[member] = divergence;
        }
    }

    public void ReviveAll()
    {
        Array.Fill(_alive, true);
        Array.Clear(_divergences);
        _aliveCount = Population;
    }

    public void Dispose()
    {
        _team.Dispose();
        _workspace?.Dispose();
    }
}
