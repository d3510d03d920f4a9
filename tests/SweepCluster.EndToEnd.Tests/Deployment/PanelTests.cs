using System.Text.Json.Nodes;
using Npgsql;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>Every query of every panel, asked of a real Prometheus that scrapes a real cluster and of its PostgreSQL.</summary>
[Collection(ComposeCollection.Name)]
public sealed class PanelTests(ComposeCluster cluster)
{
    private readonly DashboardQuestions _questions = new(cluster);

    public static TheoryData<string> Dashboards => [.. Dashboard.All.Select(dashboard => Path.GetFileNameWithoutExtension(dashboard.File))];

    [Theory]
    [MemberData(nameof(Dashboards))]
    public Task No_panel_is_empty(string name) =>
        _questions.AllAreAnsweredAsync(Dashboard.All.Single(board => Path.GetFileNameWithoutExtension(board.File) == name));

    [Fact]
    public async Task The_map_panel_shows_every_cell_with_the_P_stable_that_the_API_says()
    {
        var sweep = await cluster.SubmitAsync(DashboardQuestions.Yaml);
        await Waiting.UntilAsync("the sweep is finished", async () =>
            JsonNode.Parse((await cluster.AskAsync("coordinator-2", HttpMethod.Get, $"/api/v1/sweeps/{sweep}")).Text)!["state"]!.ToString() is var state && state == "finished" ? null : state);
        var answer = JsonNode.Parse((await cluster.AskAsync("coordinator-2", HttpMethod.Get, $"/api/v1/sweeps/{sweep}/cells?limit=1000")).Text)!;
        var said = (answer as JsonArray ?? answer["cells"]!.AsArray()).ToDictionary(
            cell => (cell!["cell"] ?? cell["id"])!.ToString(),
            cell => cell!["stableProbability"]!.GetValue<double>());
        Assert.Equal(36, said.Count);
        await using var store = new NpgsqlConnection(_questions.Settings());
        await store.OpenAsync();
        await Waiting.UntilAsync("the labels are in the store", async () =>
            (await DashboardQuestions.RowsAsync(store, $"SELECT sum(trials)::bigint FROM map_cells WHERE sweep = '{sweep}'")).Single()[0] is 108L ? null : "fewer");
        var map = Dashboard.All.Single(board => board.Uid == "sweep-sweep").Queries.Single(query => query.Panel == "Stability map");
        foreach (var lambda in new[] { "1", "10" })
        {
            var rows = await DashboardQuestions.RowsAsync(store, DashboardQuestions.Filled(map.Text, new() { ["sweep"] = sweep, ["x"] = "B", ["y"] = "degree", ["slice"] = $"lambda={lambda}" }));
            Assert.Equal(18, rows.Count);
            Assert.Equal(["8", "4", "2"], rows.Select(row => row[0]!.ToString()!).Distinct());
            Assert.All(rows, row => Assert.Equal(said[$"B={row[1]};degree={row[0]};lambda={lambda}"], (double)row[2]!, 12));
        }

        Assert.True(said.Values.Distinct().Count() > 1, "the map has more than one colour");
    }

    [Fact]
    public async Task Grafanas_role_reads_and_cannot_write()
    {
        await using var store = new NpgsqlConnection(_questions.Settings());
        await store.OpenAsync();
        foreach (var sql in new[] { "DELETE FROM trial_labels", "SET default_transaction_read_only = off; UPDATE sweeps SET priority = 1", "CREATE TABLE mine (n int)" })
        {
            await Assert.ThrowsAsync<PostgresException>(() => DashboardQuestions.RowsAsync(store, sql));
        }
    }
}
