using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using SweepCluster.Node.Configuration;
using SweepCluster.Node.Http;
using SweepCluster.Storage;
using SweepCluster.Testing;

namespace SweepCluster.Node.Tests.Http;

public class FailureTests
{
    [Fact]
    public async Task A_store_that_is_away_is_a_problem_to_repeat_without_its_address()
    {
        await using var api = await ApiHost.StartAsync(inPlaceOfStore: new FailingStore(new StoreException("/secret/sweep.db is away")));

        using var response = await api.SendAsync("GET", "/api/v1/sweeps");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter!.Delta);
        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await api.JsonAsync(503, "GET", "/readyz", token: null);
        await api.JsonAsync(200, "GET", "/healthz", token: null);
    }

    [Fact]
    public async Task A_node_that_cannot_take_part_in_its_cluster_is_alive_and_not_ready_and_says_why()
    {
        string? trouble = "The node is not a member of its cluster.";
        await using var api = await ApiHost.StartAsync(engineTrouble: () => trouble);
        Assert.Equal(trouble, (string?)(await api.JsonAsync(503, "GET", "/readyz", token: null))["detail"]);
        await api.JsonAsync(200, "GET", "/healthz", token: null);
        trouble = null;
        await api.JsonAsync(200, "GET", "/readyz", token: null);
    }

    [Fact]
    public async Task A_node_that_ends_says_so_to_those_who_wait_for_an_answer()
    {
        await using var api = await ApiHost.StartAsync(inPlaceOfStore: new FailingStore(new OperationCanceledException()));
        Assert.Equal(HttpStatusCode.InternalServerError, (await api.SendAsync("GET", "/api/v1/sweeps")).StatusCode);

        api.BeginToEnd();

        Assert.StartsWith("The node is ending", (string?)(await api.JsonAsync(503, "GET", "/api/v1/sweeps"))["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_foresaw_is_logged_and_answered_without_its_cause()
    {
        await using var api = await ApiHost.StartAsync(inPlaceOfStore: new FailingStore(new InvalidOperationException("a secret")));

        using var response = await api.SendAsync("GET", "/api/v1/sweeps?limit=7");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var logged = Assert.Single(api.Log.Errors);
        Assert.StartsWith("/api/v1/sweeps failed", logged, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_real_server_refuses_long_addresses_large_headers_and_endless_bodies()
    {
        var settings = new NodeSettings { Listen = new Uri("http://127.0.0.1:0") };
        var builder = WebApplication.CreateSlimBuilder();
        NodeApi.Configure(builder, settings);
        await using var app = builder.Build();
        NodeApi.Map(app, new FailingStore(new StoreException("unused")), settings, TimeProvider.System);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        Assert.Equal(200, await StatusAsync(new HttpRequestMessage(HttpMethod.Get, "/healthz")));
        Assert.Equal(414, await StatusAsync(new HttpRequestMessage(HttpMethod.Get, "/healthz?" + new string('x', 9000))));
        var headers = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        headers.Headers.Add("X-Large", new string('x', 20_000));
        Assert.Equal(431, await StatusAsync(headers));
        var endless = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sweeps") { Content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(new string('#', (1 << 20) + 1)))) };
        endless.Headers.TransferEncodingChunked = true;
        endless.Content.Headers.ContentType = new("application/yaml");
        Assert.Equal(413, await StatusAsync(endless));
        await app.StopAsync();

        async Task<int> StatusAsync(HttpRequestMessage request)
        {
            using (request)
            {
                using var response = await client.SendAsync(request);
                return (int)response.StatusCode;
            }
        }
    }
}
