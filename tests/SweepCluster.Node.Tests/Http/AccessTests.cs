using System.Net;
using SweepCluster.Node.Configuration;
using SweepCluster.Node.Http;

namespace SweepCluster.Node.Tests.Http;

public class AccessTests
{
    [Fact]
    public async Task Every_route_asks_for_the_role_that_it_says()
    {
        await using var api = await ApiHost.StartAsync();
        foreach (var route in ApiRoutes.All.Where(route => !route.IsStream))
        {
            var path = route.Path.Replace("{id}", "none", StringComparison.Ordinal).Replace("{cell}", "c", StringComparison.Ordinal).Replace("{replicate}", "0", StringComparison.Ordinal).Replace("{layer}", "p", StringComparison.Ordinal);
            foreach (var (token, role) in new (string?, ApiRole)[] { (null, ApiRole.Anyone), ("wrong-token-0123456789", ApiRole.Anyone), (ApiHost.Viewer, ApiRole.Viewer), (ApiHost.Operator, ApiRole.Operator) })
            {
                using var response = await api.SendAsync(route.Method, path, token: token);
                var refused = role >= route.Role ? default(HttpStatusCode?) : role == ApiRole.Anyone ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden;
                Assert.True(
                    refused is { } status ? response.StatusCode == status : response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden),
                    $"{route.Method} {route.Path} as {role}: {response.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task A_refusal_names_the_scheme_and_no_token_is_logged()
    {
        await using var api = await ApiHost.StartAsync();

        using var response = await api.SendAsync("GET", "/api/v1/sweeps", token: "wrong-token-0123456789");
        using var allowed = await api.SendAsync("GET", "/api/v1/sweeps", token: ApiHost.Viewer);

        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
        Assert.DoesNotContain("token-0123456789", api.Log.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost/api/v1/sweeps", null, 200)]
    [InlineData("http://127.0.0.1:7500/api/v1/sweeps", null, 200)]
    [InlineData("http://[::1]/api/v1/sweeps", "http://[::1]", 200)]
    [InlineData("http://evil.example/api/v1/sweeps", null, 403)]
    [InlineData("http://localhost/api/v1/sweeps", "http://evil.example", 403)]
    public async Task Without_tokens_only_this_machine_is_served_and_no_page_of_another_site(string address, string? origin, int status)
    {
        await using var api = await ApiHost.StartAsync(new NodeSettings());
        using var request = ApiHost.Request("GET", address, token: null);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await api.Client.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_client_that_asks_too_often_is_told_to_wait_while_health_is_still_answered()
    {
        await using var api = await ApiHost.StartAsync(ApiHost.Settings with { Limits = new ApiLimits { RequestsPerSecond = 1, Burst = 3 } });
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 8; i++)
        {
            using var response = await api.SendAsync("GET", "/api/v1/sweeps");
            statuses.Add(response.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        Assert.Equal(HttpStatusCode.OK, statuses[0]);
        Assert.Equal("ok", (string)(await api.JsonAsync(200, "GET", "/readyz", token: null))["status"]!);
    }
}
