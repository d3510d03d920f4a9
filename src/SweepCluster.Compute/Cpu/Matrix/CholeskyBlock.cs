using System.Numerics;
using SweepCluster.Compute.Cpu.Simd;

namespace SweepCluster.Compute.Cpu.Matrix;

/// <summary>The smallest triangles of a factorisation, one vector operation a row.</summary>
internal static unsafe class CholeskyBlock<T, V, L>
    where T : unmanaged, IFloatingPointIeee754<T>
    where V : struct
    where L : ILanes<V, T>
{
    public const int Order = 32;

    /// <summary>
    /// Factors a symmetric block in place (lower triangle) and inverts the factor.
    /// </summary>
    /// <param name="size">Rows of the block, at most <see cref="Order"/>.</param>
    /// <param name="inverse">[Order, Order]: L⁻¹.</param>
    /// <param name="work">Room for Order · (Order + 1) elements.</param>
    /// <returns>0, or 1 + the row of the first pivot that is not positive and finite.</returns>
    public static int Factor(T* block, nint blockRow, int size, T* inverse, T* work)
    {
        CopyPadded(block, blockRow, size, work);
        var column = work + (Order * Order);
        for (var j = 0; j < size; j++)
        {
            var pivot = work[(j * Order) + j];
            if (!(pivot > T.Zero && T.IsFinite(pivot)))
            {
                return j + 1;
            }

            var root = T.Sqrt(pivot);
            work[(j * Order) + j] = root;
            column[j] = T.Zero;
            for (var i = j + 1; i < Order; i++)
            {
                column[i] = work[(i * Order) + j] /= root;
            }

            for (var i = j + 1; i < size; i++)
            {
                SubtractScaled(column, column[i], work + (i * Order));
            }
        }

        for (var i = 0; i < size; i++)
        {
            new Span<T>(work + (i * Order), i + 1).CopyTo(new Span<T>(block + (i * blockRow), i + 1));
        }

        Invert(work, size, inverse);
        return 0;
    }

    // Columns already done have a zero in the column that is subtracted, and keep their values.
    private static void CopyPadded(T* block, nint blockRow, int size, T* work)
    {
        new Span<T>(work, Order * (Order + 1)).Clear();
        for (var i = 0; i < size; i++)
        {
            new Span<T>(block + (i * blockRow), i + 1).CopyTo(new Span<T>(work + (i * Order), i + 1));
        }
    }

    private static void Invert(T* factor, int size, T* inverse)
    {
        new Span<T>(inverse, Order * Order).Clear();
        for (var i = 0; i < size; i++)
        {
            var row = inverse + (i * Order);
            var reciprocal = T.One / factor[(i * Order) + i];
            row[i] = T.One;
            for (var k = 0; k < i; k++)
            {
                SubtractScaled(inverse + (k * Order), factor[(i * Order) + k], row);
            }

            for (var k = 0; k <= i; k++)
            {
                row[k] *= reciprocal;
            }
        }
    }

    private static void SubtractScaled(T* source, T scale, T* destination)
    {
        var factor = L.Broadcast(-scale);
        for (var j = 0; j < Order; j += L.Width)
        {
            L.Store(destination + j, L.FusedMultiplyAdd(L.Load(source + j), factor, L.Load(destination + j)));
        }
    }
}
