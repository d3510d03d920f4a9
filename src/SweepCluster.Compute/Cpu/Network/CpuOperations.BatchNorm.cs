using System.Numerics;
using SweepCluster.Compute.Network;

namespace SweepCluster.Compute.Cpu;

internal sealed unsafe partial class CpuOperations<T, V, L>
{
    private static readonly T Epsilon = T.CreateChecked(BatchNorm<float>.Epsilon);
    private static readonly T Momentum = T.CreateChecked(BatchNorm<float>.Momentum);

    public void BatchNormForward(BatchNorm<T> norm, DeviceArray<T> values, DeviceArray<T> output)
    {
        var tile = ColumnTile.Of(values.Rows, values.Columns, L.Width);
        var n = values.Columns;
        var spread = NetworkScratch((5 * tile.Length) + (2 * n));
        var columns = spread + (5 * tile.Length);
        for (var member = 0; member < Population; member++)
        {
            if (_alive[member])
            {
                var x = ((CpuArray<T>)values).Member(member);
                var inverse = ((CpuArray<T>)norm.InverseDeviation).Member(member);
                Statistics(tile, values.Rows, x, spread, columns, ((CpuArray<T>)norm.RunningMean).Member(member), ((CpuArray<T>)norm.RunningVariance).Member(member), inverse);
                Spread(tile, inverse, spread + tile.Length);
                Spread(tile, ((CpuArray<T>)norm.Scale).Member(member), spread + (2 * tile.Length));
                Spread(tile, ((CpuArray<T>)norm.Shift).Member(member), spread + (3 * tile.Length));
                Normalise(tile, spread, x, ((CpuArray<T>)output).Member(member));
            }
        }
    }

    public void BatchNormBackward(
        BatchNorm<T> norm,
        DeviceArray<T> normalised,
        DeviceArray<T> gradient,
        DeviceArray<T> scaleGradient,
        DeviceArray<T> shiftGradient)
    {
        var tile = ColumnTile.Of(gradient.Rows, gradient.Columns, L.Width);
        var n = gradient.Columns;
        var spread = NetworkScratch((4 * tile.Length) + (3 * n));
        var a = spread + (4 * tile.Length);
        var b = spread + (4 * tile.Length) + n;
        var c = spread + (4 * tile.Length) + (2 * n);
        var perRow = T.One / T.CreateChecked(gradient.Rows);
        for (var member = 0; member < Population; member++)
        {
            if (_alive[member])
            {
                var x = ((CpuArray<T>)normalised).Member(member);
                var d = ((CpuArray<T>)gradient).Member(member);
                var scale = ((CpuArray<T>)norm.Scale).Member(member);
                var inverse = ((CpuArray<T>)norm.InverseDeviation).Member(member);
                var toScale = ((CpuArray<T>)scaleGradient).Member(member);
                var toShift = ((CpuArray<T>)shiftGradient).Member(member);
                SumColumns(tile, d, spread, toShift);
                SumColumnProducts(tile, d, x, spread, toScale);
                for (var i = 0; i < n; i++)
                {
                    a[i] = scale[i] * inverse[i];
                    b[i] = -a[i] * toScale[i] * perRow;
                    c[i] = -a[i] * toShift[i] * perRow;
                }

                Spread(tile, a, spread);
                Spread(tile, b, spread + tile.Length);
                Spread(tile, c, spread + (2 * tile.Length));
                Combine(tile, spread, x, d);
            }
        }
    }

    public void BatchNormInference(BatchNorm<T> norm, DeviceArray<T> values)
    {
        var tile = ColumnTile.Of(values.Rows, values.Columns, L.Width);
        var n = values.Columns;
        var spread = NetworkScratch((2 * tile.Length) + (2 * n));
        var a = spread + (2 * tile.Length);
        var c = spread + (2 * tile.Length) + n;
        for (var member = 0; member < Population; member++)
        {
            if (_alive[member])
            {
                var mean = ((CpuArray<T>)norm.RunningMean).Member(member);
                var variance = ((CpuArray<T>)norm.RunningVariance).Member(member);
                var scale = ((CpuArray<T>)norm.Scale).Member(member);
                var shift = ((CpuArray<T>)norm.Shift).Member(member);
                for (var i = 0; i < n; i++)
                {
                    a[i] = scale[i] / T.Sqrt(variance[i] + Epsilon);
                    c[i] = shift[i] - (mean[i] * a[i]);
                }

                Spread(tile, a, spread);
                Spread(tile, c, spread + tile.Length);
                ScaleAndShift(tile, spread, ((CpuArray<T>)values).Member(member));
            }
        }
    }

    // Leaves the means spread over the first tile.
    private static void Statistics(ColumnTile tile, int rows, T* x, T* spread, T* columns, T* runningMean, T* runningVariance, T* inverse)
    {
        var mean = columns;
        var squares = columns + tile.Columns;
        var perRow = T.One / T.CreateChecked(rows);
        var unbiased = T.One / T.CreateChecked(Math.Max(1, rows - 1));
        SumColumns(tile, x, spread + (4 * tile.Length), mean);
        for (var i = 0; i < tile.Columns; i++)
        {
            mean[i] *= perRow;
            runningMean[i] += Momentum * (mean[i] - runningMean[i]);
        }

        Spread(tile, mean, spread);
        SumSquaredDeviations(tile, x, spread, spread + (4 * tile.Length), squares);
        for (var i = 0; i < tile.Columns; i++)
        {
            // 0·∞ makes a variance that overflowed not a number. Its inverse deviation would be 0, and the member would
            // go on finite but blind for ever, with an infinite running variance.
            var variance = squares[i] * perRow;
            inverse[i] = T.FusedMultiplyAdd(variance, T.Zero, T.One / T.Sqrt(variance + Epsilon));
            runningVariance[i] += Momentum * ((squares[i] * unbiased) - runningVariance[i]);
        }
    }

    // x ← x̂ = (x − mean)·inverse, y ← γ·x̂ + β; the four are spread one tile after another.
    private static void Normalise(ColumnTile tile, T* spread, T* x, T* y)
    {
        var mean = spread;
        var inverse = spread + tile.Length;
        var scale = spread + (2 * tile.Length);
        var shift = spread + (3 * tile.Length);
        for (var j = 0; j < tile.Length && tile.Main > 0; j += L.Width)
        {
            var (m, s, g, h) = (L.Load(mean + j), L.Load(inverse + j), L.Load(scale + j), L.Load(shift + j));
            for (var i = j; i < tile.Main; i += tile.Length)
            {
                var normalised = L.Multiply(L.Subtract(L.Load(x + i), m), s);
                L.Store(x + i, normalised);
                L.Store(y + i, L.FusedMultiplyAdd(normalised, g, h));
            }
        }

        for (var (i, c) = (tile.Main, 0); i < tile.Total; i++)
        {
            x[i] = (x[i] - mean[c]) * inverse[c];
            y[i] = T.FusedMultiplyAdd(x[i], scale[c], shift[c]);
            c = c + 1 == tile.Columns ? 0 : c + 1;
        }
    }

    // d ← a·d + b·x̂ + c.
    private static void Combine(ColumnTile tile, T* spread, T* x, T* d)
    {
        var a = spread;
        var b = spread + tile.Length;
        var c = spread + (2 * tile.Length);
        for (var j = 0; j < tile.Length && tile.Main > 0; j += L.Width)
        {
            var (va, vb, vc) = (L.Load(a + j), L.Load(b + j), L.Load(c + j));
            for (var i = j; i < tile.Main; i += tile.Length)
            {
                L.Store(d + i, L.FusedMultiplyAdd(L.Load(d + i), va, L.FusedMultiplyAdd(L.Load(x + i), vb, vc)));
            }
        }

        for (var (i, k) = (tile.Main, 0); i < tile.Total; i++)
        {
            d[i] = T.FusedMultiplyAdd(d[i], a[k], T.FusedMultiplyAdd(x[i], b[k], c[k]));
            k = k + 1 == tile.Columns ? 0 : k + 1;
        }
    }

    // x ← a·x + c.
    private static void ScaleAndShift(ColumnTile tile, T* spread, T* x)
    {
        var a = spread;
        var c = spread + tile.Length;
        for (var j = 0; j < tile.Length && tile.Main > 0; j += L.Width)
        {
            var (va, vc) = (L.Load(a + j), L.Load(c + j));
            for (var i = j; i < tile.Main; i += tile.Length)
            {
                L.Store(x + i, L.FusedMultiplyAdd(L.Load(x + i), va, vc));
            }
        }

        for (var (i, k) = (tile.Main, 0); i < tile.Total; i++)
        {
            x[i] = T.FusedMultiplyAdd(x[i], a[k], c[k]);
            k = k + 1 == tile.Columns ? 0 : k + 1;
        }
    }
}
