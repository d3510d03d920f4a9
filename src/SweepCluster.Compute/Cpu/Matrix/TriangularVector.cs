using System.Numerics;
using SweepCluster.Compute.Cpu.Simd;

namespace SweepCluster.Compute.Cpu.Matrix;

/// <summary>
/// Substitution for one right-hand side. All its work is reading the factor, so both ways go along the rows as they
/// lie in memory: forward by products of a row with the solution so far, back by taking multiples of a row away.
/// </summary>
internal static unsafe class TriangularVector<T, V, L>
    where T : unmanaged, IFloatingPointIeee754<T>
    where V : struct
    where L : ILanes<V, T>
{
    /// <summary>x becomes L⁻¹ x, for the lower triangle L of the factor [n, n].</summary>
    public static void SolveForward(T* factor, int n, T* x)
    {
        for (var i = 0; i < n; i++)
        {
            var row = factor + ((long)i * n);
            x[i] = (x[i] - Dot(row, x, i)) / row[i];
        }
    }

    /// <summary>x becomes L⁻ᵀ x.</summary>
    public static void SolveBack(T* factor, int n, T* x)
    {
        for (var k = n - 1; k >= 0; k--)
        {
            var row = factor + ((long)k * n);
            x[k] /= row[k];
            SubtractScaled(row, x[k], x, k);
        }
    }

    // Four sums, because one would wait for itself.
    private static T Dot(T* a, T* b, int count)
    {
        V sum0 = L.Zero, sum1 = L.Zero, sum2 = L.Zero, sum3 = L.Zero;
        var i = 0;
        for (; i + (4 * L.Width) <= count; i += 4 * L.Width)
        {
            sum0 = L.FusedMultiplyAdd(L.Load(a + i), L.Load(b + i), sum0);
            sum1 = L.FusedMultiplyAdd(L.Load(a + i + L.Width), L.Load(b + i + L.Width), sum1);
            sum2 = L.FusedMultiplyAdd(L.Load(a + i + (2 * L.Width)), L.Load(b + i + (2 * L.Width)), sum2);
            sum3 = L.FusedMultiplyAdd(L.Load(a + i + (3 * L.Width)), L.Load(b + i + (3 * L.Width)), sum3);
        }

        for (; i < count; i += L.Width)
        {
            var mask = L.FirstLanes(Math.Min(count - i, L.Width));
            sum0 = L.FusedMultiplyAdd(L.LoadMasked(a + i, mask), L.LoadMasked(b + i, mask), sum0);
        }

        return L.Sum(L.Add(L.Add(sum0, sum1), L.Add(sum2, sum3)));
    }

    private static void SubtractScaled(T* row, T scale, T* x, int count)
    {
        var factor = L.Broadcast(-scale);
        var i = 0;
        for (; i + L.Width <= count; i += L.Width)
        {
            L.Store(x + i, L.FusedMultiplyAdd(L.Load(row + i), factor, L.Load(x + i)));
        }

        if (i < count)
        {
            var mask = L.FirstLanes(count - i);
            L.StoreMasked(x + i, L.FusedMultiplyAdd(L.LoadMasked(row + i, mask), factor, L.LoadMasked(x + i, mask)), mask);
        }
    }
}
