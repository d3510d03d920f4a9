using System.Text;

namespace SweepCluster.Training.Datasets.Formats;

/// <summary>A record of a table and the line (from 1) that it begins on.</summary>
internal readonly record struct DelimitedRecord(int Line, string[] Fields);

/// <summary>Splits CSV (RFC 4180) or TSV into records. Blank lines are passed over; quoted fields may hold line breaks.</summary>
internal static class DelimitedReader
{
    /// <exception cref="DatasetException">A quote is not closed, or stands inside an unquoted field.</exception>
    public static IEnumerable<DelimitedRecord> Read(string path, char delimiter)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            var begin = ++number;
            while (IsOpen(line))
            {
                if (reader.ReadLine() is not { } next)
                {
                    throw new DatasetException($"{path}: line {begin}: a quoted field is not closed. Add the missing \".");
                }

                line += "\n" + next;
                number++;
            }

            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return new DelimitedRecord(begin, Split(line, delimiter, path, begin));
            }
        }
    }

    private static bool IsOpen(string line) => line.AsSpan().Count('"') % 2 != 0;

    private static string[] Split(string line, char delimiter, string path, int number)
    {
        if (!line.Contains('"', StringComparison.Ordinal))
        {
            return line.Split(delimiter);
        }

        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (c == '"' && (quoted || string.IsNullOrWhiteSpace(field.ToString())))
            {
                quoted = !quoted;
                field.Length = quoted ? 0 : field.Length;
            }
            else if (c == '"')
            {
                throw new DatasetException($"{path}: line {number}, column {fields.Count + 1}: a quote inside an unquoted field. Quote the whole field and double the quotes in it.");
            }
            else if (c == delimiter && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString());
        return [.. fields];
    }
}
