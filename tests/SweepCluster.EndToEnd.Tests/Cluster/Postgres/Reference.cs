using Microsoft.Data.Sqlite;
using SweepCluster.Export;

namespace SweepCluster.EndToEnd.Tests.Cluster.Postgres;

/// <summary>What one undisturbed process makes of a sweep: what every cluster must make of it.</summary>
internal sealed class Reference
{
    private Reference(string file, IReadOnlyList<string> results, IReadOnlyDictionary<string, byte[]> exports) =>
        (File, Results, Exports) = (file, results, exports);

    /// <summary>The sweep file's text.</summary>
    public string File { get; }

    /// <summary>As <see cref="StoreContents.ResultsAsync"/>.</summary>
    public IReadOnlyList<string> Results { get; }

    /// <summary>Exports by the names of formats.</summary>
    public IReadOnlyDictionary<string, byte[]> Exports { get; }

    /// <summary>Runs the sweep by <c>sweep run</c>.</summary>
    public static async Task<Reference> RunAsync(string file)
    {
        using var place = new Workplace();
        place.Write("sweep.yaml", file);
        var ended = await place.RunAsync("run", "sweep.yaml", "--out", "out", "--quiet");
        Assert.True(ended.ExitCode == 0, ended.Error);
        var exports = ExportFormats.OfRuns.Where(format => format.Name != "trials")
            .ToDictionary(format => format.Name, format => System.IO.File.ReadAllBytes(place.File("out", format.FileName)));
        return new Reference(file, await ResultsAsync(place.File("out", "sweep.db")), exports);
    }

    private static async Task<IReadOnlyList<string>> ResultsAsync(string database)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT cell, replicate, trace FROM trials";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(TrialText.Of(reader.GetString(0), reader.GetInt32(1), reader.GetFieldValue<byte[]>(2)));
        }

        return [.. rows.Order(StringComparer.Ordinal)];
    }
}
