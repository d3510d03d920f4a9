namespace SweepCluster.Node.Http.Maps;

/// <summary>A layer of a picture at one resolution: a sample stands for 2^level × 2^level places.</summary>
/// <param name="Codes">[row, column], see <see cref="PlaceCode"/>.</param>
/// <param name="Values">[row, column], not a number where there is none; null for the label itself.</param>
internal sealed record RasterLevel(int Columns, int Rows, byte[] Codes, float[]? Values)
{
    /// <summary>Half the resolution: labels by majority, numbers as the mean of those that are known.</summary>
    public RasterLevel Halved()
    {
        var (columns, rows) = ((Columns + 1) / 2, (Rows + 1) / 2);
        var codes = new byte[columns * rows];
        var values = Values is null ? null : new float[codes.Length];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var (a, b) = ((2 * row * Columns) + (2 * column), 2 * column + 1 < Columns);
                var below = 2 * row + 1 < Rows ? a + Columns : -1;
                ReadOnlySpan<int> four = [a, b ? a + 1 : -1, below, b && below >= 0 ? below + 1 : -1];
                var place = (row * columns) + column;
                codes[place] = PlaceCode.Together(Code(four[0]), Code(four[1]), Code(four[2]), Code(four[3]));
                values?[place] = Mean(four);
            }
        }

        return new RasterLevel(columns, rows, codes, values);
    }

    private byte Code(int place) => place < 0 ? PlaceCode.Empty : Codes[place];

    private float Mean(ReadOnlySpan<int> places)
    {
        var (sum, count) = (0f, 0);
        foreach (var place in places)
        {
            if (place >= 0 && float.IsFinite(Values![place]))
            {
                sum += Values[place];
                count++;
            }
        }

        return sum / count;
    }
}
