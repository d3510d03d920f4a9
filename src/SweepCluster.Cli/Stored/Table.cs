namespace SweepCluster.Cli.Stored;

/// <summary>Text in columns, as wide as their longest entry; plain, so that it can be piped and pasted.</summary>
internal static class Table
{
    /// <param name="rows">Of equal length, the heading first.</param>
    public static IEnumerable<string> Lines(IEnumerable<string[]> rows)
    {
        var all = rows.ToArray();
        var widths = Enumerable.Range(0, all[0].Length).Select(column => all.Max(row => row[column].Length)).ToArray();
        return all.Select(row => ("  " + string.Join("  ", row.Select((entry, column) => entry.PadRight(widths[column])))).TrimEnd());
    }
}
