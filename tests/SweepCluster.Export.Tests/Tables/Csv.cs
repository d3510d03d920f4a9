using System.Text;

namespace SweepCluster.Export.Tests.Tables;

/// <summary>Reads RFC 4180 strictly: every row ends in CR LF and has as many fields as the first.</summary>
internal static class Csv
{
    /// <summary>Rows by column name.</summary>
    public static List<Dictionary<string, string>> Read(string text)
    {
        var rows = Rows(text);
        return [.. rows.Skip(1).Select(row =>
        {
            Assert.Equal(rows[0].Count, row.Count);
            return rows[0].Zip(row).ToDictionary(pair => pair.First, pair => pair.Second);
        })];
    }

    private static List<List<string>> Rows(string text)
    {
        var rows = new List<List<string>>();
        var row = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"' when quoted && i + 1 < text.Length && text[i + 1] == '"':
                    field.Append('"');
                    i++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    row.Add(field.ToString());
                    field.Clear();
                    break;
                case '\r' when !quoted:
                    Assert.Equal('\n', text[++i]);
                    row.Add(field.ToString());
                    field.Clear();
                    rows.Add(row);
                    row = [];
                    break;
                default:
                    field.Append(text[i]);
                    break;
            }
        }

        Assert.Empty(row);
        return rows;
    }
}
