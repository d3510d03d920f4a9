namespace SweepCluster.Compute.Cpu;

/// <summary>
/// The shortest run of whole rows that fills a multiple of four vectors. Read tile by tile, a row-major array of
/// any width has each column always in the same lanes of the same vector, so that narrow rows fill vectors too and
/// a column sum is a sum of vectors, folded once at the end.
/// </summary>
/// <param name="Columns">Width of a row.</param>
/// <param name="Vectors">Vectors in a tile, a multiple of four.</param>
/// <param name="Length">Elements in a tile.</param>
/// <param name="Main">Elements in all whole tiles of the array; what follows is done one by one.</param>
/// <param name="Total">Elements of the array.</param>
internal readonly record struct ColumnTile(int Columns, int Vectors, int Length, int Main, int Total)
{
    public static ColumnTile Of(int rows, int columns, int width)
    {
        var vectors = columns / GreatestCommonDivisor(columns, width);
        vectors *= 4 / GreatestCommonDivisor(4, vectors);
        var length = vectors * width;
        var total = rows * columns;
        return new ColumnTile(columns, vectors, length, total / length * length, total);
    }

    private static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
