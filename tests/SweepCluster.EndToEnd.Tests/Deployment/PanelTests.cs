using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Npgsql;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>Every query of every panel, asked of a real Prometheus that scrapes a real cluster and of its PostgreSQL.</summary>
[Collection(ComposeCollection.Name)]
public sealed partial class PanelTests(ComposeCluster cluster)
{
    // Cells that are stable, and cells whose activations escape.
    private const string Yaml = """
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

    public static TheoryData<string> Dashboards => [.. Dashboard.All.Select(dashboard => Path.GetFileNameWithoutExtension(dashboard.File))];

    [Theory]
    [MemberData(nameof(Dashboards))]
    public async Task No_panel_is_empty(string name)
    {
        var sweep = await cluster.SubmitAsync(Yaml);
        var dashboard = Dashboard.All.Single(board => Path.GetFileNameWithoutExtension(board.File) == name);
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
        foreach (var query in dashboard.Queries)
        {
            var text = Filled(query.Text, values);
            await Waiting.UntilAsync($"{dashboard.Uid}, {query.Panel}: {text}", async () => query.IsSql
                ? Emptiness(await RowsAsync(store, text))
                : Emptiness(query.IsRange ? await cluster.Prometheus.QueryRangeAsync(Escaped(text)) : await cluster.Prometheus.QueryAsync(Escaped(text))));
        }

        await cluster.CancelAsync(busy);
    }

    [Fact]
    public async Task The_map_panel_shows_every_cell_with_the_P_stable_that_the_API_says()
    {
        var sweep = await cluster.SubmitAsync(Yaml);
        await Waiting.UntilAsync("the sweep is finished", async () =>
            JsonNode.Parse((await cluster.AskAsync("coordinator-2", HttpMethod.Get, $"/api/v1/sweeps/{sweep}")).Text)!["state"]!.ToString() is var state && state == "finished" ? null : state);
        var answer = JsonNode.Parse((await cluster.AskAsync("coordinator-2", HttpMethod.Get, $"/api/v1/sweeps/{sweep}/cells?limit=1000")).Text)!;
        var said = (answer as JsonArray ?? answer["cells"]!.AsArray()).ToDictionary(
            cell => (cell!["cell"] ?? cell["id"])!.ToString(),
            cell => cell!["stableProbability"]!.GetValue<double>());
        Assert.Equal(36, said.Count);
        await using var store = new NpgsqlConnection(Settings());
        await store.OpenAsync();
        await Waiting.UntilAsync("the labels are in the store", async () =>
            (await RowsAsync(store, $"SELECT sum(trials)::bigint FROM map_cells WHERE sweep = '{sweep}'")).Single()[0] is 108L ? null : "fewer");
        var map = Dashboard.All.Single(board => board.Uid == "sweep-sweep").Queries.Single(query => query.Panel == "Stability map");
        foreach (var lambda in new[] { "1", "10" })
        {
            var rows = await RowsAsync(store, Filled(map.Text, new() { ["sweep"] = sweep, ["x"] = "B", ["y"] = "degree", ["slice"] = $"lambda={lambda}" }));
            Assert.Equal(18, rows.Count);
            Assert.Equal(["8", "4", "2"], rows.Select(row => row[0]!.ToString()!).Distinct());
            Assert.All(rows, row => Assert.Equal(said[$"B={row[1]};degree={row[0]};lambda={lambda}"], (double)row[2]!, 12));
        }

        Assert.True(said.Values.Distinct().Count() > 1, "the map has more than one colour");
    }

    [Fact]
    public async Task Grafanas_role_reads_and_cannot_write()
    {
        await using var store = new NpgsqlConnection(Settings());
        await store.OpenAsync();
        foreach (var sql in new[] { "DELETE FROM trial_labels", "SET default_transaction_read_only = off; UPDATE sweeps SET priority = 1", "CREATE TABLE mine (n int)" })
        {
            await Assert.ThrowsAsync<PostgresException>(() => RowsAsync(store, sql));
        }
    }

    private string Settings()
    {
        var address = new UriBuilder(cluster.ReaderUrl);
        return new NpgsqlConnectionStringBuilder { Host = address.Host, Port = address.Port, Database = "sweeps", Username = address.UserName, Password = Uri.UnescapeDataString(address.Password), Pooling = false }.ToString();
    }

    private static async Task<List<object?[]>> RowsAsync(NpgsqlConnection store, string sql)
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

    private static string Filled(string text, Dictionary<string, string> values) =>
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
