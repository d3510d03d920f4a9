using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SweepCluster.Compute.Cpu.Simd;

namespace SweepCluster.Compute.Cpu;

/// <summary>The most that this machine can compute: fused multiply-adds from register to register.</summary>
public static class FmaPeak
{
    private const int Accumulators = 12;
    private const int Steps = 200_000;

    /// <summary>
    /// Floating-point operations per second of so many threads together at the widest vectors: the best of
    /// repetitions of about half a millisecond, for as long as is asked.
    /// </summary>
    /// <typeparam name="T">float or double.</typeparam>
    public static double Measure<T>(int threads, TimeSpan duration)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return SimdLevels.Best switch
        {
            SimdLevel.Vector512 => Measure<T, Vector512<T>, Lanes512<T>>(threads, duration),
            SimdLevel.Vector256 => Measure<T, Vector256<T>, Lanes256<T>>(threads, duration),
            _ => Measure<T, Vector<T>, PortableLanes<T>>(threads, duration),
        };
    }

    /// <summary>
    /// Floating-point operations per second of the calling thread over one repetition of about half a millisecond.
    /// A machine's clock and its neighbours change what it can do from one second to the next: to say what share of
    /// the peak a piece of work reaches, take this just before and just after it, on the same thread.
    /// </summary>
    /// <typeparam name="T">float or double.</typeparam>
    public static double Sample<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => SimdLevels.Best switch
        {
            SimdLevel.Vector512 => Repetition<T, Vector512<T>, Lanes512<T>>(),
            SimdLevel.Vector256 => Repetition<T, Vector256<T>, Lanes256<T>>(),
            _ => Repetition<T, Vector<T>, PortableLanes<T>>(),
        };

    private static double Measure<T, V, L>(int threads, TimeSpan duration)
        where T : unmanaged, IFloatingPointIeee754<T>
        where V : struct
        where L : ILanes<V, T>
    {
        var rates = new double[threads];
        var measuring = new Thread[threads];
        using var start = new Barrier(threads);
        for (var i = 0; i < threads; i++)
        {
            var thread = i;
            measuring[i] = new Thread(() =>
            {
                start.SignalAndWait();
                rates[thread] = MeasureThread<T, V, L>(duration);
            });
            measuring[i].Start();
        }

        foreach (var thread in measuring)
        {
            thread.Join();
        }

        return rates.Sum();
    }

    private static double MeasureThread<T, V, L>(TimeSpan duration)
        where T : unmanaged, IFloatingPointIeee754<T>
        where V : struct
        where L : ILanes<V, T>
    {
        var best = 0.0;
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < duration;)
        {
            best = Math.Max(best, Repetition<T, V, L>());
        }

        return best;
    }

    private static double Repetition<T, V, L>()
        where T : unmanaged, IFloatingPointIeee754<T>
        where V : struct
        where L : ILanes<V, T>
    {
        var begun = Stopwatch.GetTimestamp();
        if (!T.IsFinite(Spin<T, V, L>()))
        {
            throw new InvalidOperationException("The measured sums overflowed.");
        }

        return 2.0 * L.Width * Accumulators * Steps / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Spin<T, V, L>()
        where T : unmanaged, IFloatingPointIeee754<T>
        where V : struct
        where L : ILanes<V, T>
    {
        V c0 = L.Zero, c1 = L.Zero, c2 = L.Zero, c3 = L.Zero, c4 = L.Zero, c5 = L.Zero;
        V c6 = L.Zero, c7 = L.Zero, c8 = L.Zero, c9 = L.Zero, c10 = L.Zero, c11 = L.Zero;
        var x = L.Broadcast(T.CreateTruncating(0.5));
        var y = L.Broadcast(T.One);
        for (var step = 0; step < Steps; step++)
        {
            c0 = L.FusedMultiplyAdd(c0, x, y);
            c1 = L.FusedMultiplyAdd(c1, x, y);
            c2 = L.FusedMultiplyAdd(c2, x, y);
            c3 = L.FusedMultiplyAdd(c3, x, y);
            c4 = L.FusedMultiplyAdd(c4, x, y);
            c5 = L.FusedMultiplyAdd(c5, x, y);
            c6 = L.FusedMultiplyAdd(c6, x, y);
            c7 = L.FusedMultiplyAdd(c7, x, y);
            c8 = L.FusedMultiplyAdd(c8, x, y);
            c9 = L.FusedMultiplyAdd(c9, x, y);
            c10 = L.FusedMultiplyAdd(c10, x, y);
            c11 = L.FusedMultiplyAdd(c11, x, y);
        }

        var left = L.Add(L.Add(L.Add(c0, c1), L.Add(c2, c3)), L.Add(c4, c5));
        var right = L.Add(L.Add(L.Add(c6, c7), L.Add(c8, c9)), L.Add(c10, c11));
        return L.Sum(L.Add(left, right));
    }
}
