using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using SweepCluster.Compute.Cpu.Simd;

namespace SweepCluster.Compute.Cpu.Matrix;

/// <summary>
/// The innermost product of two packed panels: as <see cref="MicroKernel{T,V,L}"/>, with more rows because one
/// pointer serves them all. The sums are the same to the bit.
/// </summary>
internal static unsafe class PanelKernel<T, V, L>
    where T : unmanaged, IFloatingPointIeee754<T>
    where V : struct
    where L : ILanes<V, T>
{
    /// <summary>Rows of a packed left panel: 24 sums fit in the 32 registers of AVX-512.</summary>
    public static int Rows => L.TileRows == 8 ? 12 : L.TileRows;

    /// <summary>A tile of at most <see cref="Rows"/> rows and two vectors of columns.</summary>
    public static void Run(Tile<T>* tile)
    {
        if (tile->Columns > L.Width)
        {
            Run<Two>(tile);
        }
        else
        {
            Run<One>(tile);
        }
    }

    private static void Run<TVectors>(Tile<T>* tile)
        where TVectors : ICount
    {
        if (Rows == 1)
        {
            Run<One, TVectors>(tile);
        }
        else if (tile->Rows <= 4)
        {
            Run<Four, TVectors>(tile);
        }
        else if (tile->Rows <= 6)
        {
            Run<Six, TVectors>(tile);
        }
        else if (tile->Rows <= 8)
        {
            Run<Eight, TVectors>(tile);
        }
        else
        {
            Run<Twelve, TVectors>(tile);
        }
    }

    // No calls and no arrays in here: a call would spill every register.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TRows, TVectors>(Tile<T>* tile)
        where TRows : ICount
        where TVectors : ICount
    {
        V c00 = L.Zero, c01 = L.Zero, c10 = L.Zero, c11 = L.Zero, c20 = L.Zero, c21 = L.Zero, c30 = L.Zero, c31 = L.Zero;
        V c40 = L.Zero, c41 = L.Zero, c50 = L.Zero, c51 = L.Zero, c60 = L.Zero, c61 = L.Zero, c70 = L.Zero, c71 = L.Zero;
        V c80 = L.Zero, c81 = L.Zero, c90 = L.Zero, c91 = L.Zero, ca0 = L.Zero, ca1 = L.Zero, cb0 = L.Zero, cb1 = L.Zero;
        var a = tile->Left;
        var b = tile->Right;
        var leftDepth = tile->LeftDepth;
        var rightDepth = tile->RightDepth;
        var rows = tile->Rows;
        if (Sse.IsSupported && tile->Accumulate)
        {
            Prefetch(tile->Result, tile->ResultRow, rows);
        }

        for (var depth = tile->Depth; depth > 0; depth--)
        {
            var b0 = L.Load(b);
            var b1 = TVectors.Value > 1 ? L.Load(b + L.Width) : b0;
            Step<TVectors>(a, b0, b1, ref c00, ref c01);
            if (TRows.Value > 1)
            {
                Step<TVectors>(a + 1, b0, b1, ref c10, ref c11);
                Step<TVectors>(a + 2, b0, b1, ref c20, ref c21);
                Step<TVectors>(a + 3, b0, b1, ref c30, ref c31);
            }

            if (TRows.Value > 4)
            {
                Step<TVectors>(a + 4, b0, b1, ref c40, ref c41);
                Step<TVectors>(a + 5, b0, b1, ref c50, ref c51);
            }

            if (TRows.Value > 6)
            {
                Step<TVectors>(a + 6, b0, b1, ref c60, ref c61);
                Step<TVectors>(a + 7, b0, b1, ref c70, ref c71);
            }

            if (TRows.Value > 8)
            {
                Step<TVectors>(a + 8, b0, b1, ref c80, ref c81);
                Step<TVectors>(a + 9, b0, b1, ref c90, ref c91);
                Step<TVectors>(a + 10, b0, b1, ref ca0, ref ca1);
                Step<TVectors>(a + 11, b0, b1, ref cb0, ref cb1);
            }

            a += leftDepth;
            b += rightDepth;
        }

        var mask = L.FirstLanes(tile->Columns - ((TVectors.Value - 1) * L.Width));
        var scale = L.Broadcast(tile->Scale);
        V bias0 = L.Zero, bias1 = L.Zero;
        if (tile->Bias is not null)
        {
            bias0 = TVectors.Value > 1 ? L.Load(tile->Bias) : L.LoadMasked(tile->Bias, mask);
            bias1 = TVectors.Value > 1 ? L.LoadMasked(tile->Bias + L.Width, mask) : bias1;
        }

        var accumulate = tile->Accumulate;
        var c = tile->Result;
        var weight = tile->Weight;
        var weightRow = tile->WeightRow;
        var row = tile->ResultRow;
        Finish<TVectors>(c, weight, c00, c01, scale, bias0, bias1, mask, accumulate);
        if (rows > 1)
        {
            Finish<TVectors>(c += row, weight += weightRow, c10, c11, scale, bias0, bias1, mask, accumulate);
        }

        if (rows > 2)
        {
            Finish<TVectors>(c += row, weight += weightRow, c20, c21, scale, bias0, bias1, mask, accumulate);
        }

        if (rows > 3)
        {
            Finish<TVectors>(c += row, weight += weightRow, c30, c31, scale, bias0, bias1, mask, accumulate);
        }

        if (TRows.Value > 4)
        {
            Finish<TVectors>(c += row, weight += weightRow, c40, c41, scale, bias0, bias1, mask, accumulate);
            if (rows > 5)
            {
                Finish<TVectors>(c += row, weight += weightRow, c50, c51, scale, bias0, bias1, mask, accumulate);
            }
        }

        if (TRows.Value > 6)
        {
            Finish<TVectors>(c += row, weight += weightRow, c60, c61, scale, bias0, bias1, mask, accumulate);
            if (rows > 7)
            {
                Finish<TVectors>(c += row, weight += weightRow, c70, c71, scale, bias0, bias1, mask, accumulate);
            }
        }

        if (TRows.Value > 8)
        {
            Finish<TVectors>(c += row, weight += weightRow, c80, c81, scale, bias0, bias1, mask, accumulate);
            if (rows > 9)
            {
                Finish<TVectors>(c += row, weight += weightRow, c90, c91, scale, bias0, bias1, mask, accumulate);
            }

            if (rows > 10)
            {
                Finish<TVectors>(c += row, weight += weightRow, ca0, ca1, scale, bias0, bias1, mask, accumulate);
            }

            if (rows > 11)
            {
                Finish<TVectors>(c + row, weight + weightRow, cb0, cb1, scale, bias0, bias1, mask, accumulate);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(T* c, nint row, int rows)
    {
        for (; rows > 0; rows--, c += row)
        {
            Sse.Prefetch0(c);
            Sse.Prefetch0(c + L.Width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TVectors>(T* a, V b0, V b1, ref V c0, ref V c1)
        where TVectors : ICount
    {
        var value = L.Broadcast(*a);
        c0 = L.FusedMultiplyAdd(value, b0, c0);
        if (TVectors.Value > 1)
        {
            c1 = L.FusedMultiplyAdd(value, b1, c1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TVectors>(T* c, T* weight, V sum0, V sum1, V scale, V bias0, V bias1, V mask, bool accumulate)
        where TVectors : ICount
    {
        if (TVectors.Value > 1)
        {
            var start = accumulate ? L.Add(L.Load(c), bias0) : bias0;
            L.Store(c, L.FusedMultiplyAdd(sum0, weight is null ? scale : L.Load(weight), start));
            var at = c + L.Width;
            var startMasked = accumulate ? L.Add(L.LoadMasked(at, mask), bias1) : bias1;
            L.StoreMasked(at, L.FusedMultiplyAdd(sum1, weight is null ? scale : L.LoadMasked(weight + L.Width, mask), startMasked), mask);
        }
        else
        {
            var start = accumulate ? L.Add(L.LoadMasked(c, mask), bias0) : bias0;
            L.StoreMasked(c, L.FusedMultiplyAdd(sum0, weight is null ? scale : L.LoadMasked(weight, mask), start), mask);
        }
    }
}
