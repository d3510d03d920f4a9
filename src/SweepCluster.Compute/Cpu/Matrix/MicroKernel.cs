using System.Numerics;
using System.Runtime.CompilerServices;
using SweepCluster.Compute.Cpu.Simd;

namespace SweepCluster.Compute.Cpu.Matrix;

/// <summary>What one register tile is multiplied from and where it goes.</summary>
internal unsafe struct Tile<T>
    where T : unmanaged
{
    /// <summary>Element (i, l) of the left operand is at Left[i·LeftRow + l·LeftDepth].</summary>
    public T* Left;
    public nint LeftRow;
    public nint LeftDepth;

    /// <summary>Row l of the right operand begins at Right[l·RightDepth] and is readable for whole vectors.</summary>
    public T* Right;
    public nint RightDepth;
    public nint Depth;

    public T* Result;
    public nint ResultRow;
    public int Rows;
    public int Columns;
    public T Scale;

    /// <summary>Taken in place of the scale, element by element, with a row of <see cref="WeightRow"/>; null for none.</summary>
    public T* Weight;
    public nint WeightRow;

    /// <summary>Added to every row; null for none.</summary>
    public T* Bias;
    public bool Accumulate;
}

/// <summary>
/// The innermost product: result = scale · left · right + bias (+ result), with every sum in a register. Each
/// element is summed in the order of the depth with fused multiply-adds, whatever the tile's shape, so that an
/// element's bits do not tell which kernel made it.
/// </summary>
internal static unsafe class MicroKernel<T, V, L>
    where T : unmanaged, IFloatingPointIeee754<T>
    where V : struct
    where L : ILanes<V, T>
{
    /// <summary>A tile of at most <see cref="ILanes{V,T}.TileRows"/> rows and two vectors of columns.</summary>
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
        switch (tile->Rows)
        {
            case 1:
                Run<One, TVectors>(tile);
                break;
            case 2:
                Run<Two, TVectors>(tile);
                break;
            case 3 or 4:
                Run<Four, TVectors>(tile);
                break;
            case 5 or 6:
                Run<Six, TVectors>(tile);
                break;
            default:
                Run<Eight, TVectors>(tile);
                break;
        }
    }

    // No calls and no arrays in here: a call would spill every register. A tile with one row less than its kernel
    // computes its last row twice and stores it once.
    private static void Run<TRows, TVectors>(Tile<T>* tile)
        where TRows : ICount
        where TVectors : ICount
    {
        V c00 = L.Zero, c01 = L.Zero, c10 = L.Zero, c11 = L.Zero, c20 = L.Zero, c21 = L.Zero, c30 = L.Zero, c31 = L.Zero;
        V c40 = L.Zero, c41 = L.Zero, c50 = L.Zero, c51 = L.Zero, c60 = L.Zero, c61 = L.Zero, c70 = L.Zero, c71 = L.Zero;
        var step = tile->LeftRow;
        var last = tile->Rows - 1;
        var a0 = tile->Left;
        var a1 = a0 + (Math.Min(1, last) * step);
        var a2 = a0 + (Math.Min(2, last) * step);
        var a3 = a0 + (Math.Min(3, last) * step);
        var a4 = a0 + (Math.Min(4, last) * step);
        var a5 = a0 + (Math.Min(5, last) * step);
        var a6 = a0 + (Math.Min(6, last) * step);
        var a7 = a0 + (Math.Min(7, last) * step);
        var b = tile->Right;
        var leftDepth = tile->LeftDepth;
        var rightDepth = tile->RightDepth;
        nint at = 0;
        for (var depth = tile->Depth; depth > 0; depth--)
        {
            var b0 = L.Load(b);
            var b1 = TVectors.Value > 1 ? L.Load(b + L.Width) : b0;
            Step<TVectors>(a0 + at, b0, b1, ref c00, ref c01);
            if (TRows.Value > 1)
            {
                Step<TVectors>(a1 + at, b0, b1, ref c10, ref c11);
            }

            if (TRows.Value > 2)
            {
                Step<TVectors>(a2 + at, b0, b1, ref c20, ref c21);
                Step<TVectors>(a3 + at, b0, b1, ref c30, ref c31);
            }

            if (TRows.Value > 4)
            {
                Step<TVectors>(a4 + at, b0, b1, ref c40, ref c41);
                Step<TVectors>(a5 + at, b0, b1, ref c50, ref c51);
            }

            if (TRows.Value > 6)
            {
                Step<TVectors>(a6 + at, b0, b1, ref c60, ref c61);
                Step<TVectors>(a7 + at, b0, b1, ref c70, ref c71);
            }

            at += leftDepth;
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

        var c = tile->Result;
        var weight = tile->Weight;
        var weightRow = tile->WeightRow;
        var resultRow = tile->ResultRow;
        var accumulate = tile->Accumulate;
        var full = tile->Rows == TRows.Value;
        if (TRows.Value > 1 || full)
        {
            Finish<TVectors>(c, weight, c00, c01, scale, bias0, bias1, mask, accumulate);
        }

        if (TRows.Value > 2 || (TRows.Value == 2 && full))
        {
            Finish<TVectors>(c += resultRow, weight += weightRow, c10, c11, scale, bias0, bias1, mask, accumulate);
        }

        if (TRows.Value > 2)
        {
            Finish<TVectors>(c += resultRow, weight += weightRow, c20, c21, scale, bias0, bias1, mask, accumulate);
        }

        if (TRows.Value > 4 || (TRows.Value == 4 && full))
        {
            Finish<TVectors>(c += resultRow, weight += weightRow, c30, c31, scale, bias0, bias1, mask, accumulate);
        }

        if (TRows.Value > 4)
        {
            Finish<TVectors>(c += resultRow, weight += weightRow, c40, c41, scale, bias0, bias1, mask, accumulate);
        }

        if (TRows.Value > 6 || (TRows.Value == 6 && full))
        {
            Finish<TVectors>(c += resultRow, weight += weightRow, c50, c51, scale, bias0, bias1, mask, accumulate);
        }

        if (TRows.Value > 6)
        {
            Finish<TVectors>(c += resultRow, weight += weightRow, c60, c61, scale, bias0, bias1, mask, accumulate);
            if (full)
            {
                Finish<TVectors>(c + resultRow, weight + weightRow, c70, c71, scale, bias0, bias1, mask, accumulate);
            }
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
