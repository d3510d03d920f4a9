using System.Buffers;
using System.Globalization;

namespace SweepCluster.Export.Tables;

/// <summary>
/// Rows of RFC 4180: commas, CR LF, quotes only where needed. Numbers are written so that reading them back gives
/// the same bits; what is not known is an empty field, and what is not finite is NaN, Infinity or -Infinity.
/// </summary>
internal sealed class CsvWriter(TextWriter output)
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    public void Row(IEnumerable<string> fields)
    {
        output.Write(string.Join(',', fields.Select(Quoted)));
        output.Write("\r\n");
    }

    public static string Field(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    public static string Field(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>A statistic, of which not a number says that there was nothing to compute it from.</summary>
    public static string Statistic(double value) => double.IsNaN(value) ? "" : Field(value);

    private static string Quoted(string field) =>
        field.AsSpan().ContainsAny(Special) ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
