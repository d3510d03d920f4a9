namespace SweepCluster.Training.Datasets.Sources;

/// <summary>Mean, spread and range of each column, in double precision.</summary>
/// <remarks>Sums are of differences from the first row, so a large common offset does not swallow the variance.</remarks>
internal sealed class ColumnStatistics
{
    private const int ColumnsPerBlock = 64;

    private readonly int _rows;
    private readonly double[] _first;
    private readonly double[] _sum;
    private readonly double[] _squares;
    private readonly float[] _least;
    private readonly float[] _most;

    private ColumnStatistics(float[] values, int rows, int columns)
    {
        _rows = rows;
        _first = Array.ConvertAll(values[..columns], value => (double)value);
        _sum = new double[columns];
        _squares = new double[columns];
        _least = values[..columns];
        _most = values[..columns];
        // Blocks of columns, so the sums are the same however many cores share them.
        Parallel.For(0, (columns + ColumnsPerBlock - 1) / ColumnsPerBlock, block =>
        {
            var start = block * ColumnsPerBlock;
            var width = Math.Min(ColumnsPerBlock, columns - start);
            for (var row = 0; row < rows; row++)
            {
                Add(values.AsSpan((row * columns) + start, width), start);
            }
        });
    }

    /// <param name="values">[rows, columns], at least one row.</param>
    public static ColumnStatistics Of(float[] values, int columns) => new(values, values.Length / columns, columns);

    public double Mean(int column) => _first[column] + (_sum[column] / _rows);

    public double Range(int column) => (double)_most[column] - _least[column];

    /// <summary>Population standard deviation (division by the number of rows).</summary>
    public double Deviation(int column) => Math.Sqrt(Variance(column));

    /// <summary>Mean and population standard deviation over all values.</summary>
    public (double Mean, double Deviation) Overall()
    {
        var columns = _first.Length;
        var mean = Enumerable.Range(0, columns).Average(Mean);
        var variance = Enumerable.Range(0, columns).Average(j => Variance(j) + ((Mean(j) - mean) * (Mean(j) - mean)));
        return (mean, _least.Min() == _most.Max() ? 0 : Math.Sqrt(variance));
    }

    private double Variance(int column)
    {
        var mean = _sum[column] / _rows;
        return Math.Max(0, (_squares[column] / _rows) - (mean * mean));
    }

    private void Add(ReadOnlySpan<float> line, int start)
    {
        var first = _first.AsSpan(start, line.Length);
        var sum = _sum.AsSpan(start, line.Length);
        var squares = _squares.AsSpan(start, line.Length);
        var least = _least.AsSpan(start, line.Length);
        var most = _most.AsSpan(start, line.Length);
        for (var j = 0; j < line.Length; j++)
        {
            var value = line[j];
            var difference = value - first[j];
            sum[j] += difference;
            squares[j] += difference * difference;
            if (value < least[j])
            {
                least[j] = value;
            }

            if (value > most[j])
            {
                most[j] = value;
            }
        }
    }
}
