using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Training.Datasets.Sources;

/// <summary>x → (x − shift) · scale per column, with statistics of the training split.</summary>
/// <remarks>In double precision: a large common offset must cancel before the rounding to 32 bits.</remarks>
internal sealed class ColumnScaling
{
    private readonly double[] _shift;
    private readonly double[] _scale;

    private ColumnScaling(double[] shift, double[] scale)
    {
        _shift = shift;
        _scale = scale;
    }

    /// <summary>Statistics of <paramref name="values"/>, [rows, columns].</summary>
    public static ColumnScaling? Fit(float[] values, int columns, Normalisation normalisation)
    {
        if (normalisation == Normalisation.None)
        {
            return null;
        }

        var statistics = ColumnStatistics.Of(values, columns);
        var shift = new double[columns];
        var scale = new double[columns];
        var (mean, deviation) = statistics.Overall();
        for (var j = 0; j < columns; j++)
        {
            var (centre, spread) = normalisation switch
            {
                Normalisation.Range => (statistics.Mean(j), statistics.Range(j)),
                Normalisation.Standard => (statistics.Mean(j), statistics.Range(j) > 0 ? statistics.Deviation(j) : 0),
                _ => (mean, deviation),
            };
            shift[j] = centre;
            scale[j] = spread > 0 ? 1 / spread : 0;
        }

        return new ColumnScaling(shift, scale);
    }

    /// <summary>Scales [rows, columns] in place.</summary>
    public void Apply(float[] values)
    {
        var columns = _shift.Length;
        Parallel.For(0, values.Length / columns, row =>
        {
            var line = values.AsSpan(row * columns, columns);
            for (var j = 0; j < line.Length; j++)
            {
                line[j] = (float)((line[j] - _shift[j]) * _scale[j]);
            }
        });
    }
}
