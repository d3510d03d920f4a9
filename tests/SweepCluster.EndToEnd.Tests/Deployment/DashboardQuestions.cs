using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Npgsql;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>Asks a real cluster what dashboards ask.</summary>
internal sealed partial class DashboardQuestions(ComposeCluster cluster)
{
    /// <summary>Cells that are stable, and cells whose activations escape.</summary>
    public const string Yaml = """
        name: dashboards
        family: polynomial-network
        dataset: {name: glyphs, train: 512, test: 200, validation: 100}
        parameters: {hidden: [16], learningRate: 0.01}
        axes:
          - parameter: B
            log: {from: 0.5, to: 32, count: 6}
          - parameter: degree
            values: [2, 4, 8]
          - parameter: lambda
            values: [1, 10]
        replicates: {kind: fixed, count: 3}
        budget: {epochs: 6, batch: 32}
        labels: {degradedBy: 0.5}
        """;

    // Thirty batch sizes, so chunk after chunk: rates are asked for while there is something to count.
    private const string Busy = """
        name: busy
        family: polynomial-network
        dataset: {name: spirals, train: 256, test: 64, validation: 32}
        parameters: {hidden: [16]}
        axes:
          - parameter: batch
            int: {from: 10, to: 68, step: 2}
        replicates: {kind: fixed, count: 6}
        budget: {epochs: 40}
        """;

    /// <summary>
    /// Every query of every panel has an answer, but those of panels that are declared to be of another engine than the
    /// cluster's, which have none.
    /// </summary>
    public async Task AllAreAnsweredAsync(Dashboard dashboard)
    {
        var name = Path.GetFileNameWithoutExtension(dashboard.File);
        var sweep = await cluster.SubmitAsync(Yaml);
        await using var store = new NpgsqlConnection(Settings());
        await store.OpenAsync();
        await Waiting.UntilAsync("the labels of the sweep are in the store", async () =>
        {
            var trials = (await RowsAsync(store, $"SELECT coalesce(sum(trials), 0)::bigint FROM map_cells WHERE sweep = '{sweep}'")).Single();
            return trials[0] is 108L ? null : $"{trials[0]} of 108";
        });

        // Variables depend on each other: a sweep's axes are known when the sweep is chosen.
        var values = new Dictionary<string, string> { ["__rate_interval"] = "8s" };
        foreach (var variable in dashboard.Variables)
        {
            await Waiting.UntilAsync($"variable {variable.Name} has values", async () =>
            {
                var found = variable.IsSql ? await SqlValuesAsync(store, Filled(variable.Query, values)) : await LabelValuesAsync(Filled(variable.Query, values));
                values[variable.Name] = variable.IsMulti ? $"({string.Join('|', found.Select(Regex.Escape))})" : variable.Name == "sweep" ? sweep : found.FirstOrDefault("");
                return found.Count > 0 ? null : "none";
            });
        }

        var busy = await cluster.SubmitAsync(Busy.Replace("name: busy", $"name: busy-{name}", StringComparison.Ordinal));
        foreach (var query in dashboard.Queries.Where(query => query.Engine is null || query.Engine == cluster.Engine))
        {
            var text = Filled(query.Text, values);
            await Waiting.UntilAsync($"{dashboard.Uid}, {query.Panel}: {text}", () => EmptinessAsync(query));
        }

        foreach (var query in dashboard.Queries.Where(query => query.Engine is not null && query.Engine != cluster.Engine))
        {
            Assert.NotNull(await EmptinessAsync(query));
        }

        await cluster.CancelAsync(busy);

        async Task<string?> EmptinessAsync(PanelQuery query)
        {
            var text = Filled(query.Text, values);
            return query.IsSql
                ? Emptiness(await RowsAsync(store, text))
                : Emptiness(query.IsRange ? await cluster.Prometheus.QueryRangeAsync(Escaped(text)) : await cluster.Prometheus.QueryAsync(Escaped(text)));
        }
    }


    /// <summary>Of a connection as the role that Grafana signs in with.</summary>
    public string Settings()
    {
        var address = new UriBuilder(cluster.ReaderUrl);
        return new NpgsqlConnectionStringBuilder { Host = address.Host, Port = address.Port, Database = "sweeps", Username = address.UserName, Password = Uri.UnescapeDataString(address.Password), Pooling = false }.ToString();
    }

    /// <summary>The rows that a query gives.</summary>
    public static async Task<List<object?[]>> RowsAsync(NpgsqlConnection store, string sql)
    {
        await using var command = new NpgsqlCommand(sql, store);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object?[]>();
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        }

        return rows;
    }

    private static async Task<IReadOnlyList<string>> SqlValuesAsync(NpgsqlConnection store, string sql) => [.. (await RowsAsync(store, sql)).Select(row => row[0]!.ToString()!)];

    private async Task<IReadOnlyList<string>> LabelValuesAsync(string query)
    {
        var call = LabelValues().Match(query);
        Assert.True(call.Success, query);
        return await cluster.Prometheus.LabelValuesAsync(Escaped(call.Groups[1].Value), call.Groups[2].Value);
    }

    // What is within quotes of PromQL has its backslashes doubled; Grafana does so for multi-value variables.
    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal);

    /// <summary>A query with the values of its variables in place.</summary>
    public static string Filled(string text, Dictionary<string, string> values) =>
        Named().Replace(text, name => values.GetValueOrDefault(name.Groups[1].Value) ?? name.Value);

    private static string? Emptiness(List<object?[]> rows) => rows.Count > 0 && rows.Any(row => row.Any(value => value is not null)) ? null : "no row";

    private static string? Emptiness(JsonArray series) => series.Any(one => Numbers(one!).Any(number => number != "NaN")) ? null : $"{series.Count} series without a number";

    private static IEnumerable<string> Numbers(JsonNode series) =>
        series["values"] is JsonArray values ? values.Select(pair => pair![1]!.ToString()) : [series["value"]![1]!.ToString()];

    [GeneratedRegex(@"\$(\w+)")]
    private static partial Regex Named();

    [GeneratedRegex(@"^label_values\((.*), (\w+)\)$")]
    private static partial Regex LabelValues();
}
