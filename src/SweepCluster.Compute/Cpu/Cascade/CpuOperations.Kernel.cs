using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SweepCluster.Compute.Cpu.Cascade;

namespace SweepCluster.Compute.Cpu;

internal sealed unsafe partial class CpuOperations<T, V, L>
{
    private const double SmallestDistance = 1e-10;

    // Rows that one part of a job takes: enough work to be worth a hand-over, few enough to balance.
    private const int RowsPerPart = 32;

    private static int PartsOf(int rows) => (rows + RowsPerPart - 1) / RowsPerPart;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogOf(V value)
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            return Unsafe.BitCast<Vector512<float>, V>(VectorLog.Log(Unsafe.BitCast<V, Vector512<float>>(value)));
        }

        return typeof(V) == typeof(Vector512<double>)
            ? Unsafe.BitCast<Vector512<double>, V>(VectorLog.Log(Unsafe.BitCast<V, Vector512<double>>(value)))
            : L.Log(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ClampDistance(V distance) => L.Max(distance, L.Broadcast(T.CreateChecked(SmallestDistance)));

    /// <summary>κ(m) = ½ m ln m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Kappa(V distance)
    {
        var m = ClampDistance(distance);
        return L.Multiply(L.Multiply(L.Broadcast(T.CreateChecked(0.5)), m), LogOf(m));
    }

    /// <summary>Up to a vector's worth of values, filled up with zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LoadPart(T* source, int count, T* scratch)
    {
        L.Store(scratch, L.Zero);
        Unsafe.CopyBlockUnaligned(scratch, source, (uint)(count * sizeof(T)));
        return L.Load(scratch);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePart(T* destination, int count, V value, T* scratch)
    {
        L.Store(scratch, value);
        Unsafe.CopyBlockUnaligned(destination, scratch, (uint)(count * sizeof(T)));
    }

    private static T SumOf(T* values, int count)
    {
        var sum = L.Zero;
        var i = 0;
        for (; i <= count - L.Width; i += L.Width)
        {
            sum = L.Add(sum, L.Load(values + i));
        }

        var total = L.Sum(sum);
        for (; i < count; i++)
        {
            total += values[i];
        }

        return total;
    }

    private static T SquaredNorm(T* x, int n)
    {
        var sum = L.Zero;
        var i = 0;
        for (; i <= n - L.Width; i += L.Width)
        {
            var value = L.Load(x + i);
            sum = L.FusedMultiplyAdd(value, value, sum);
        }

        var total = L.Sum(sum);
        for (; i < n; i++)
        {
            total += x[i] * x[i];
        }

        return total;
    }
}
