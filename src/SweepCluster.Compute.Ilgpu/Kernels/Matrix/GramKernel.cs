using System.Numerics;
using ILGPU;

namespace SweepCluster.Compute.Ilgpu.Kernels.Matrix;

internal readonly struct GramLayer<T>(Operand<T> h, int hColumns, Operand<T> g, int gColumns)
    where T : unmanaged
{
    public readonly Operand<T> H = h;
    public readonly int HColumns = hColumns;
    public readonly Operand<T> G = g;
    public readonly int GColumns = gColumns;
}

/// <summary>Σ_τ (H_τ H_τᵀ) ∘ (G_τ G_τᵀ) of up to <see cref="MostLayers"/> layers, added to what is there.</summary>
internal readonly struct GramArguments<T>
    where T : unmanaged
{
    public const int MostLayers = 4;

    public GramLayer<T> Layer0 { get; init; }

    public GramLayer<T> Layer1 { get; init; }

    public GramLayer<T> Layer2 { get; init; }

    public GramLayer<T> Layer3 { get; init; }

    public int Layers { get; init; }

    public Operand<T> Result { get; init; }

    public int Accumulate { get; init; }

    /// <summary>Not 0 where a group takes all matrices of its tile, since they share the first layer's H.</summary>
    public int Together { get; init; }

    public int Matrices { get; init; }

    public int Rows { get; init; }
}

/// <summary>
/// One group for each tile of the lower triangle: half the work, and the sum over layers stays in registers. Where all
/// matrices share the first layer's H, a group takes its tile of one after another: what is multiplied once waits in the
/// matrix that is written last.
/// </summary>
internal static class GramKernel
{
    [DeviceKernel]
    public static void Run<T, S>(Frame frame, GramArguments<T> a)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        var slices = TileProduct.AllocateSlices<T>();
        var span = TileProduct.Span<S>();
        var down = (a.Rows + span - 1) / span;
        var tiles = down * (down + 1) / 2;
        var work = frame.Take(tiles, a.Together != 0 ? 1 : a.Matrices);
        if (work.IsRetired)
        {
            return;
        }

        var (tileRow, tileColumn) = Triangle.Place(work.Part);
        var (firstRow, firstColumn) = (tileRow * span, tileColumn * span);
        var last = a.Together != 0 ? a.Matrices - 1 : work.Matrix;
        for (var matrix = last; matrix >= work.Matrix; matrix--)
        {
            var sum = default(Tile<T>);
            for (var layer = 0; layer < a.Layers; layer++)
            {
                var operands = layer == 0 ? a.Layer0 : layer == 1 ? a.Layer1 : layer == 2 ? a.Layer2 : a.Layer3;
                var isShared = a.Together != 0 && layer == 0;
                Tile<T> hh;
                if (isShared && matrix != last)
                {
                    hh = Triangle.Load<T, S>(a.Result.Of(work), a.Result.Aligned, a.Rows, firstRow, firstColumn);
                }
                else
                {
                    var h = new Side<T>(operands.H.Of(work.Member, matrix), a.Rows, operands.HColumns, 0, operands.H.Aligned);
                    hh = TileProduct.Sum<T, S>(h, firstRow, h, firstColumn, operands.HColumns, slices);
                    if (isShared)
                    {
                        Triangle.Store<T, S>(a.Result.Of(work), a.Result.Aligned, a.Rows, 0, firstRow, firstColumn, hh);
                    }
                }

                var g = new Side<T>(operands.G.Of(work.Member, matrix), a.Rows, operands.GColumns, 0, operands.G.Aligned);
                var gg = TileProduct.Sum<T, S>(g, firstRow, g, firstColumn, operands.GColumns, slices);
                sum = Tile<T>.Sum(sum, Tile<T>.Product(hh, gg));
            }

            Triangle.Store<T, S>(a.Result.Of(work.Member, matrix), a.Result.Aligned, a.Rows, a.Accumulate, firstRow, firstColumn, sum);
        }
    }
}
