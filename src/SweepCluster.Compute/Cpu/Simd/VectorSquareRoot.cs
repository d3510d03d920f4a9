using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SweepCluster.Compute.Cpu.Simd;

/// <summary>
/// √x for lanes of at least 0 where the divider is already busy: in single precision 1/√x from the exponent's bits
/// and three Newton steps, within 2 units in the last place; in double precision the processor's own.
/// </summary>
internal static class VectorSquareRoot<T, V, L>
    where T : unmanaged, IFloatingPointIeee754<T>
    where V : struct
    where L : ILanes<V, T>
{
    // Halves and negates the exponent, and centres the error of the linear mantissa: 3.4 %.
    private const int Magic = 0x5F375A86;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sqrt(V x)
    {
        if (typeof(T) != typeof(float))
        {
            return L.Sqrt(x);
        }

        var half = L.Multiply(x, L.Broadcast(T.CreateTruncating(-0.5)));
        var y = Estimate(x);
        y = Newton(y, half);
        y = Newton(y, half);
        y = Newton(y, half);
        return L.Multiply(x, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Newton(V y, V minusHalf) =>
        L.Multiply(y, L.FusedMultiplyAdd(L.Multiply(y, minusHalf), y, L.Broadcast(T.CreateTruncating(1.5))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Estimate(V x)
    {
        if (typeof(V) == typeof(Vector512<T>))
        {
            return Unsafe.BitCast<Vector512<int>, V>(Vector512.Create(Magic) - (Unsafe.BitCast<V, Vector512<int>>(x) >> 1));
        }

        if (typeof(V) == typeof(Vector256<T>))
        {
            return Unsafe.BitCast<Vector256<int>, V>(Vector256.Create(Magic) - (Unsafe.BitCast<V, Vector256<int>>(x) >> 1));
        }

        return typeof(V) == typeof(Vector<T>)
            ? Unsafe.BitCast<Vector<int>, V>(new Vector<int>(Magic) - (Unsafe.BitCast<V, Vector<int>>(x) >> 1))
            : Unsafe.BitCast<int, V>(Magic - (Unsafe.BitCast<V, int>(x) >> 1));
    }
}
