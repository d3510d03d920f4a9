using System.Numerics;
using ILGPU;
using SweepCluster.Compute.Ilgpu.Arithmetic;

namespace SweepCluster.Compute.Ilgpu.Kernels.Network;

internal readonly struct AccumulateArguments<T>
    where T : unmanaged
{
    public Operand<T> Values { get; init; }

    public Operand<double> Sums { get; init; }

    public double Weight { get; init; }

    public int Length { get; init; }

    public int Parts { get; init; }
}

internal readonly struct LargestArguments<T>
    where T : unmanaged
{
    public Operand<T> Values { get; init; }

    public Operand<T> Largest { get; init; }

    public int Length { get; init; }

    public int Parts { get; init; }
}

internal readonly struct FlagArguments
{
    public Operand<int> Flags { get; init; }

    public Operand<int> Count { get; init; }

    public int Rows { get; init; }
}

/// <summary>What is gathered over an epoch.</summary>
internal static class StatisticsKernels
{
    [DeviceKernel]
    public static void Accumulate<T, R, S>(Frame frame, AccumulateArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var work = frame.Take(a.Parts);
        if (work.IsRetired)
        {
            return;
        }

        var values = a.Values.Of(work);
        var sums = a.Sums.Of(work);
        for (var i = work.First<S>(); i < a.Length; i += work.Step<S>())
        {
            sums[i] += a.Weight * R.Wide(values[i]);
        }
    }

    [DeviceKernel]
    public static void AccumulateLargest<T, S>(Frame frame, LargestArguments<T> a)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        var work = frame.Take(a.Parts);
        if (work.IsRetired)
        {
            return;
        }

        var values = a.Values.Of(work);
        var largest = a.Largest.Of(work);
        for (var i = work.First<S>(); i < a.Length; i += work.Step<S>())
        {
            largest[i] = Reduction.Larger(largest[i], values[i]);
        }
    }

    /// <summary>The largest magnitude of a member's values, one group each; not a number if a value is not finite.</summary>
    [DeviceKernel]
    public static void LargestMagnitude<T, R, S>(Frame frame, LargestArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var shared = SharedMemory.Allocate<T>(Reduction.SharedLength);
        var work = frame.Take();
        if (work.IsRetired)
        {
            return;
        }

        var values = a.Values.Of(work);
        var largest = T.Zero;
        for (var i = Group.IdxX; i < a.Length; i += S.Edge * S.Edge)
        {
            var value = values[i];
            var magnitude = value < T.Zero ? -value : value;
            largest = Reduction.Larger(largest, R.IsFinite(value) ? magnitude : R.Of(double.NaN));
        }

        largest = Reduction.Largest<T, S>(shared, largest);
        if (Group.IdxX == 0)
        {
            a.Largest.Of(work)[0] = largest;
        }
    }

    /// <summary>Counts flags and clears them, one group for each member.</summary>
    [DeviceKernel]
    public static void CountFlags<S>(Frame frame, FlagArguments a)
        where S : struct, IGroupShape
    {
        var shared = SharedMemory.Allocate<int>(Reduction.SharedLength);
        var work = frame.Take();
        if (work.IsRetired)
        {
            return;
        }

        var flags = a.Flags.Of(work);
        var count = 0;
        for (var i = Group.IdxX; i < a.Rows; i += S.Edge * S.Edge)
        {
            count += flags[i] == 1 ? 1 : 0;
            flags[i] = 0;
        }

        count = Reduction.Sum<int, S>(shared, count);
        if (Group.IdxX == 0)
        {
            a.Count.Of(work)[0] += count;
        }
    }
}
