using System.Net;
using System.Text.Json.Nodes;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>The processes that <c>docker-compose.yml</c> describes, run by its own words.</summary>
[Collection(ComposeCollection.Name)]
public sealed class ComposeProcessTests(ComposeCluster cluster)
{
    [Fact]
    public async Task Every_node_passes_its_health_check_and_is_a_node_of_the_cluster()
    {
        foreach (var name in ComposeCluster.Nodes.Keys)
        {
            await cluster.UntilHealthyAsync(name);
        }

        await Waiting.UntilAsync("all nodes are known", async () =>
        {
            var (_, text) = await cluster.AskAsync("coordinator-1", HttpMethod.Get, "/api/v1/workers");
            var answer = JsonNode.Parse(text)!;
            var names = (answer as JsonArray ?? answer["workers"]!.AsArray()).Select(node => node!["name"]!.ToString()).ToHashSet();
            return names.IsSupersetOf(ComposeCluster.Nodes.Keys) ? null : text;
        });
    }

    [Fact]
    public async Task PostgreSQL_passes_its_health_check()
    {
        string[] check = [.. ComposeFile.Service("postgres").HealthCheck, "--port", $"{cluster.Postgres.Port}"];
        Assert.Equal(0, (await MachineProgram.RunAsync(check)).ExitCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_node_is_alive_but_not_ready_while_PostgreSQL_is_away_or_stands_still(bool isAway)
    {
        await (isAway ? cluster.Postgres.StopAsync() : cluster.Postgres.FreezeAsync());
        foreach (var name in ComposeCluster.Nodes.Keys)
        {
            await Waiting.UntilAsync($"{name} is not ready", async () => (await cluster.AskAsync(name, HttpMethod.Get, "/readyz")).Status is var status && status == HttpStatusCode.ServiceUnavailable ? null : $"{status}");
            Assert.NotNull(await cluster.CheckHealthAsync(name));
            Assert.Equal(HttpStatusCode.OK, (await cluster.AskAsync(name, HttpMethod.Get, "/healthz")).Status);
        }

        await (isAway ? cluster.Postgres.StartAgainAsync() : cluster.Postgres.ThawAsync());
        foreach (var name in ComposeCluster.Nodes.Keys)
        {
            await cluster.UntilHealthyAsync(name);
        }
    }

    [Theory]
    [InlineData("worker-cpu-2")]
    [InlineData("coordinator-2")]
    public async Task A_node_that_is_told_to_stop_drains_well_within_the_grace_that_it_is_given(string name)
    {
        await cluster.SubmitAsync(Sweeps.Long.Replace("name: long", $"name: long-{name}", StringComparison.Ordinal));
        var (took, exitCode) = await cluster.Node(name).StopAsync();
        await cluster.StartAgainAsync(name);
        Assert.Equal(0, exitCode);
        Assert.InRange(took * 2, TimeSpan.Zero, ComposeFile.Service(ComposeCluster.Nodes[name]).StopGrace);
    }

    [Fact]
    public async Task No_secret_is_in_a_log()
    {
        var secrets = new[] { "postgres_password", "viewer_tokens", "operator_tokens" }.Select(cluster.Secret).ToArray();
        foreach (var name in ComposeCluster.Nodes.Keys)
        {
            var log = await ComposeCluster.ReadSharedAsync(cluster.Node(name).LogFile);
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, log, StringComparison.Ordinal));
            Assert.All(log.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("{", line, StringComparison.Ordinal));
        }
    }
}
