using System.Numerics;
using ILGPU;
using SweepCluster.Compute.Ilgpu.Arithmetic;

namespace SweepCluster.Compute.Ilgpu.Kernels;

/// <summary>Why and when members were retired, as kernels write it: [population] each.</summary>
internal readonly struct Retirements(ArrayView<int> alive, ArrayView<long> steps, ArrayView<int> signals, ArrayView<int> layers)
{
    public readonly ArrayView<int> Alive = alive;
    public readonly ArrayView<long> Steps = steps;
    public readonly ArrayView<int> Signals = signals;
    public readonly ArrayView<int> Layers = layers;

    public void Add(int member, long step, int signal, int layer)
    {
        Alive[member] = 0;
        Steps[member] = step;
        Signals[member] = signal;
        Layers[member] = layer;
    }
}

internal readonly struct WatchArguments<T>
    where T : unmanaged
{
    public Retirements Retirements { get; init; }

    public Operand<T> Values { get; init; }

    /// <summary>Values of each member.</summary>
    public int Count { get; init; }

    public double Limit { get; init; }

    public long Step { get; init; }

    public int Signal { get; init; }

    /// <summary>Of the first value; −1 for none.</summary>
    public int Layer { get; init; }

    /// <summary>Members in the grid.</summary>
    public int Slots { get; init; }
}

internal readonly struct SingularArguments
{
    public Retirements Retirements { get; init; }

    public Operand<int> Failed { get; init; }

    public int Matrices { get; init; }

    public long Step { get; init; }

    public int Signal { get; init; }

    public int Slots { get; init; }
}

internal readonly struct ClearArguments<T>
    where T : unmanaged
{
    public Operand<T> Values { get; init; }

    public int Length { get; init; }

    public int Parts { get; init; }
}

/// <summary>Retiring members on the device, one thread each, and clearing their arrays.</summary>
internal static class MemberKernels
{
    /// <summary>Retires members with a value that is not finite or too large.</summary>
    [DeviceKernel]
    public static void Watch<T, R>(Frame frame, WatchArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
    {
        var member = frame.MemberOfThread(a.Slots);
        if (member != Frame.Retired)
        {
            // From the last to the first, which has the last word.
            var values = a.Values.Of(member);
            for (var i = a.Count - 1; i >= 0; i--)
            {
                var wide = R.Wide(values[i]);
                if (!R.IsFinite(values[i]) || (wide < 0 ? -wide : wide) > a.Limit)
                {
                    a.Retirements.Add(member, a.Step, a.Signal, a.Layer < 0 ? a.Layer : a.Layer + i);
                }
            }
        }
    }

    /// <summary>Retires members of which a factorisation failed.</summary>
    [DeviceKernel]
    public static void RetireSingular(Frame frame, SingularArguments a)
    {
        var member = frame.MemberOfThread(a.Slots);
        if (member != Frame.Retired)
        {
            var failed = a.Failed.Of(member);
            var any = 0;
            for (var matrix = 0; matrix < a.Matrices; matrix++)
            {
                any |= failed[matrix];
            }

            if (any != 0)
            {
                a.Retirements.Add(member, a.Step, a.Signal, -1);
            }
        }
    }

    /// <summary>Sets every element of the living members to zero.</summary>
    [DeviceKernel]
    public static void Clear<T, S>(Frame frame, ClearArguments<T> a)
        where T : unmanaged
        where S : struct, IGroupShape
    {
        var work = frame.Take(a.Parts);
        if (work.IsRetired)
        {
            return;
        }

        var values = a.Values.Of(work);
        for (var i = work.First<S>(); i < a.Length; i += work.Step<S>())
        {
            values[i] = default;
        }
    }
}
