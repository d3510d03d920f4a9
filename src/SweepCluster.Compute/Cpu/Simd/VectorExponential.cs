using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SweepCluster.Compute.Cpu.Simd;

/// <summary>
/// e^x in the lanes of any vector: x = n·ln 2 + r, a Taylor polynomial in |r| ≤ ln 2/2, and 2ⁿ put together from
/// bits. Within 2 units in the last place; inputs beyond the finite range saturate instead of overflowing, and
/// what is not a number stays so. The runtime's own Vector512.Exp works in halves where it thinks 512 bits slow.
/// </summary>
internal static class VectorExponential<T, V, L>
    where T : unmanaged, IFloatingPointIeee754<T>
    where V : struct
    where L : ILanes<V, T>
{
    private static bool Single => typeof(T) == typeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp(V x)
    {
        var magic = Constant(Single ? 12582912.0 : 6755399441055744.0);
        x = L.Max(L.Min(x, Constant(Single ? 88.0 : 709.0)), Constant(Single ? -87.0 : -708.0));
        var shifted = L.FusedMultiplyAdd(x, Constant(1.4426950408889634), magic);
        var n = L.Subtract(shifted, magic);
        var r = L.FusedMultiplyAdd(n, Constant(Single ? -0.693359375 : -0.693145751953125), x);
        r = L.FusedMultiplyAdd(n, Constant(Single ? 2.12194440054690583e-4 : -1.42860682030941723212e-6), r);
        V p;
        if (Single)
        {
            p = Constant(1.0 / 5040);
        }
        else
        {
            p = Constant(1.0 / 6227020800);
            p = L.FusedMultiplyAdd(p, r, Constant(1.0 / 479001600));
            p = L.FusedMultiplyAdd(p, r, Constant(1.0 / 39916800));
            p = L.FusedMultiplyAdd(p, r, Constant(1.0 / 3628800));
            p = L.FusedMultiplyAdd(p, r, Constant(1.0 / 362880));
            p = L.FusedMultiplyAdd(p, r, Constant(1.0 / 40320));
            p = L.FusedMultiplyAdd(p, r, Constant(1.0 / 5040));
        }

        p = L.FusedMultiplyAdd(p, r, Constant(1.0 / 720));
        p = L.FusedMultiplyAdd(p, r, Constant(1.0 / 120));
        p = L.FusedMultiplyAdd(p, r, Constant(1.0 / 24));
        p = L.FusedMultiplyAdd(p, r, Constant(1.0 / 6));
        p = L.FusedMultiplyAdd(p, r, Constant(0.5));
        p = L.FusedMultiplyAdd(p, r, Constant(1));
        p = L.FusedMultiplyAdd(p, r, Constant(1));
        return L.Multiply(p, PowerOfTwo(shifted));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Constant(double value) => L.Broadcast(T.CreateTruncating(value));

    // The low bits of n + 1.5·2^(mantissa bits) are the integer n; shifted into the exponent they are 2ⁿ.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V PowerOfTwo(V shifted)
    {
        if (typeof(V) == typeof(Vector512<T>))
        {
            return Single
                ? Unsafe.BitCast<Vector512<int>, V>((Unsafe.BitCast<V, Vector512<int>>(shifted) + Vector512.Create(127)) << 23)
                : Unsafe.BitCast<Vector512<long>, V>((Unsafe.BitCast<V, Vector512<long>>(shifted) + Vector512.Create(1023L)) << 52);
        }

        if (typeof(V) == typeof(Vector256<T>))
        {
            return Single
                ? Unsafe.BitCast<Vector256<int>, V>((Unsafe.BitCast<V, Vector256<int>>(shifted) + Vector256.Create(127)) << 23)
                : Unsafe.BitCast<Vector256<long>, V>((Unsafe.BitCast<V, Vector256<long>>(shifted) + Vector256.Create(1023L)) << 52);
        }

        if (typeof(V) == typeof(Vector<T>))
        {
            return Single
                ? Unsafe.BitCast<Vector<int>, V>((Unsafe.BitCast<V, Vector<int>>(shifted) + new Vector<int>(127)) << 23)
                : Unsafe.BitCast<Vector<long>, V>((Unsafe.BitCast<V, Vector<long>>(shifted) + new Vector<long>(1023L)) << 52);
        }

        return Single
            ? Unsafe.BitCast<int, V>((Unsafe.BitCast<V, int>(shifted) + 127) << 23)
            : Unsafe.BitCast<long, V>((Unsafe.BitCast<V, long>(shifted) + 1023L) << 52);
    }
}
