using System.Numerics;

namespace SweepCluster.Compute.Cpu;

internal sealed unsafe partial class CpuOperations<T, V, L>
{
    private CpuArray<T>? _networkScratch;

    public void Clear<TElement>(DeviceArray<TElement> values)
        where TElement : unmanaged
    {
        for (var member = 0; member < Population; member++)
        {
            if (_alive[member])
            {
                new Span<TElement>(((CpuArray<TElement>)values).Member(member), values.Length).Clear();
            }
        }
    }

    public void ColumnSums(DeviceArray<T> values, DeviceArray<T> sums)
    {
        var tile = ColumnTile.Of(values.Rows, values.Columns, L.Width);
        var accumulated = NetworkScratch(tile.Length);
        for (var member = 0; member < Population; member++)
        {
            if (_alive[member])
            {
                SumColumns(tile, ((CpuArray<T>)values).Member(member), accumulated, ((CpuArray<T>)sums).Member(member));
            }
        }
    }

    // Memory between the passes of one operation; grows to the largest ever asked for and is then reused.
    private T* NetworkScratch(int elements)
    {
        if (_networkScratch is null || _networkScratch.Length < elements)
        {
            _networkScratch?.Dispose();
            _networkScratch = new CpuArray<T>(1, 1, 1, elements);
        }

        return _networkScratch.Member(0);
    }

    private static void SumColumns(ColumnTile tile, T* x, T* accumulated, T* sums)
    {
        var w = L.Width;
        if (tile.Main > 0)
        {
            for (var j = 0; j < tile.Length; j += 4 * w)
            {
                var (s0, s1, s2, s3) = (L.Zero, L.Zero, L.Zero, L.Zero);
                for (var i = j; i < tile.Main; i += tile.Length)
                {
                    s0 = L.Add(s0, L.Load(x + i));
                    s1 = L.Add(s1, L.Load(x + i + w));
                    s2 = L.Add(s2, L.Load(x + i + (2 * w)));
                    s3 = L.Add(s3, L.Load(x + i + (3 * w)));
                }

                StoreFour(accumulated + j, s0, s1, s2, s3);
            }
        }

        Fold(tile, accumulated, sums);
        for (var (i, c) = (tile.Main, 0); i < tile.Total; i++)
        {
            sums[c] += x[i];
            c = c + 1 == tile.Columns ? 0 : c + 1;
        }
    }

    // Σ (x − mean)², with the means laid out as a tile.
    private static void SumSquaredDeviations(ColumnTile tile, T* x, T* mean, T* accumulated, T* sums)
    {
        var w = L.Width;
        if (tile.Main > 0)
        {
            for (var j = 0; j < tile.Length; j += 4 * w)
            {
                var (s0, s1, s2, s3) = (L.Zero, L.Zero, L.Zero, L.Zero);
                var (m0, m1, m2, m3) = (L.Load(mean + j), L.Load(mean + j + w), L.Load(mean + j + (2 * w)), L.Load(mean + j + (3 * w)));
                for (var i = j; i < tile.Main; i += tile.Length)
                {
                    var d0 = L.Subtract(L.Load(x + i), m0);
                    var d1 = L.Subtract(L.Load(x + i + w), m1);
                    var d2 = L.Subtract(L.Load(x + i + (2 * w)), m2);
                    var d3 = L.Subtract(L.Load(x + i + (3 * w)), m3);
                    s0 = L.FusedMultiplyAdd(d0, d0, s0);
                    s1 = L.FusedMultiplyAdd(d1, d1, s1);
                    s2 = L.FusedMultiplyAdd(d2, d2, s2);
                    s3 = L.FusedMultiplyAdd(d3, d3, s3);
                }

                StoreFour(accumulated + j, s0, s1, s2, s3);
            }
        }

        Fold(tile, accumulated, sums);
        for (var (i, c) = (tile.Main, 0); i < tile.Total; i++)
        {
            var d = x[i] - mean[c];
            sums[c] += d * d;
            c = c + 1 == tile.Columns ? 0 : c + 1;
        }
    }

    // Σ x·y.
    private static void SumColumnProducts(ColumnTile tile, T* x, T* y, T* accumulated, T* sums)
    {
        var w = L.Width;
        if (tile.Main > 0)
        {
            for (var j = 0; j < tile.Length; j += 4 * w)
            {
                var (s0, s1, s2, s3) = (L.Zero, L.Zero, L.Zero, L.Zero);
                for (var i = j; i < tile.Main; i += tile.Length)
                {
                    s0 = L.FusedMultiplyAdd(L.Load(x + i), L.Load(y + i), s0);
                    s1 = L.FusedMultiplyAdd(L.Load(x + i + w), L.Load(y + i + w), s1);
                    s2 = L.FusedMultiplyAdd(L.Load(x + i + (2 * w)), L.Load(y + i + (2 * w)), s2);
                    s3 = L.FusedMultiplyAdd(L.Load(x + i + (3 * w)), L.Load(y + i + (3 * w)), s3);
                }

                StoreFour(accumulated + j, s0, s1, s2, s3);
            }
        }

        Fold(tile, accumulated, sums);
        for (var (i, c) = (tile.Main, 0); i < tile.Total; i++)
        {
            sums[c] += x[i] * y[i];
            c = c + 1 == tile.Columns ? 0 : c + 1;
        }
    }

    private static void StoreFour(T* destination, V s0, V s1, V s2, V s3)
    {
        L.Store(destination, s0);
        L.Store(destination + L.Width, s1);
        L.Store(destination + (2 * L.Width), s2);
        L.Store(destination + (3 * L.Width), s3);
    }

    private static void Fold(ColumnTile tile, T* accumulated, T* sums)
    {
        var n = tile.Columns;
        if (tile.Main == 0)
        {
            new Span<T>(sums, n).Clear();
            return;
        }

        new Span<T>(accumulated, n).CopyTo(new Span<T>(sums, n));
        for (var row = n; row < tile.Length; row += n)
        {
            for (var c = 0; c < n; c++)
            {
                sums[c] += accumulated[row + c];
            }
        }
    }

    // Repeats one value per column over a tile; the whole row at least, for what is done one by one.
    private static void Spread(ColumnTile tile, T* values, T* spread)
    {
        for (var row = 0; row < tile.Length; row += tile.Columns)
        {
            new Span<T>(values, tile.Columns).CopyTo(new Span<T>(spread + row, tile.Columns));
        }
    }
}
