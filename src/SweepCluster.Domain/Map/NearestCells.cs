namespace SweepCluster.Domain.Map;

/// <summary>
/// The nearest occupied place of every place of a grid, by the exact Euclidean distance transform of Meijster,
/// Roerdink and Hesselink (2000): columns first, then the lower envelope of parabolas along each row. Of equally near
/// ones the one with the lowest column wins, then the lowest row, so the answer is a function of the grid alone.
/// </summary>
internal static class NearestCells
{
    /// <param name="places">[row, column] in one array; a negative entry is empty.</param>
    /// <returns>The same array with empty places taken from the nearest occupied one; empty where all are.</returns>
    public static int[] Fill(int[] places, int columns, int rows)
    {
        var nearestRow = InColumns(places, columns, rows);
        var filled = new int[places.Length];
        var envelope = new int[columns];
        var starts = new int[columns];
        for (var row = 0; row < rows; row++)
        {
            var count = Envelope(nearestRow.AsSpan(row * columns, columns), row, envelope, starts);
            for (var column = columns - 1; column >= 0; column--)
            {
                while (count > 1 && column < starts[count - 1])
                {
                    count--;
                }

                var source = count == 0 ? -1 : envelope[count - 1];
                filled[(row * columns) + column] = source < 0 ? -1 : places[(nearestRow[(row * columns) + source] * columns) + source];
            }
        }

        return filled;
    }

    /// <summary>For every place the nearest occupied row of its own column, the lower one of two; −1 for none.</summary>
    private static int[] InColumns(int[] places, int columns, int rows)
    {
        var nearest = new int[places.Length];
        for (var column = 0; column < columns; column++)
        {
            for (int row = 0, last = -1; row < rows; row++)
            {
                last = places[(row * columns) + column] >= 0 ? row : last;
                nearest[(row * columns) + column] = last;
            }

            for (int row = rows - 1, next = -1; row >= 0; row--)
            {
                next = places[(row * columns) + column] >= 0 ? row : next;
                ref var found = ref nearest[(row * columns) + column];
                if (next >= 0 && (found < 0 || next - row < row - found))
                {
                    found = next;
                }
            }
        }

        return nearest;
    }

    /// <summary>The columns whose parabolas (x − c)² + height(c)² are lowest somewhere, each with the first x where it is.</summary>
    private static int Envelope(ReadOnlySpan<int> nearestRow, int row, int[] envelope, int[] starts)
    {
        var count = 0;
        for (var column = 0; column < nearestRow.Length; column++)
        {
            if (nearestRow[column] < 0)
            {
                continue;
            }

            var start = 0;
            while (count > 0)
            {
                start = Overtakes(envelope[count - 1], column, Height(nearestRow, row, envelope[count - 1]), Height(nearestRow, row, column));
                if (start > starts[count - 1])
                {
                    break;
                }

                count--;
                start = 0;
            }

            if (start < nearestRow.Length)
            {
                envelope[count] = column;
                starts[count] = start;
                count++;
            }
        }

        return count;
    }

    /// <summary>The first column at which the right parabola is strictly below the left one, at least 0.</summary>
    private static int Overtakes(int left, int right, long leftHeight, long rightHeight)
    {
        var numerator = ((long)right * right) - ((long)left * left) + rightHeight - leftHeight;
        var at = (long)Math.Floor(numerator / (2.0 * (right - left))) + 1;
        return (int)Math.Clamp(at, 0, int.MaxValue);
    }

    private static long Height(ReadOnlySpan<int> nearestRow, int row, int column) =>
        (long)(nearestRow[column] - row) * (nearestRow[column] - row);
}
