using Microsoft.AspNetCore.Http;
using SweepCluster.Node.Http;

namespace SweepCluster.Node.Tests.Http;

public class OpenApiTests
{
    [Fact]
    public async Task The_document_has_every_route_and_no_other()
    {
        await using var api = await ApiHost.StartAsync();
        var document = await api.JsonAsync(200, "GET", "/openapi/v1.json", token: null);

        var described = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"));

        Assert.Equal("3.1.0", (string)document["openapi"]!);
        Assert.Equal(api.Routes.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_server_knows_every_described_route()
    {
        await using var api = await ApiHost.StartAsync();
        var id = await api.TrainedAsync();
        var cell = (string)(await api.GetAsync($"/api/v1/sweeps/{id}/cells"))["cells"]![0]!["id"]!;
        var document = await api.GetAsync("/openapi/v1.json");
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            var address = path.Replace("{id}", id, StringComparison.Ordinal).Replace("{cell}", Uri.EscapeDataString(cell), StringComparison.Ordinal).Replace("{replicate}", "0", StringComparison.Ordinal).Replace("{layer}", "p", StringComparison.Ordinal);
            foreach (var (method, operation) in operations!.AsObject().Where(pair => (string?)pair.Value!["operationId"] != "watchEvents"))
            {
                using var response = await api.SendAsync(method.ToUpperInvariant(), address);
                var status = (int)response.StatusCode;
                Assert.False(status is StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed or >= 500, $"{method} {path}: {status}");
                if (status < 400)
                {
                    var media = operation!["responses"]![$"{status}"]!["content"]!.AsObject().Select(pair => pair.Key.Split(';')[0]);
                    Assert.Contains(response.Content.Headers.ContentType!.MediaType, media);
                }
            }
        }
    }

    [Fact]
    public void Names_of_routes_are_unique_and_every_schema_describes_an_object()
    {
        Assert.Equal(ApiRoutes.All.Length, ApiRoutes.All.Select(route => route.Name).Distinct().Count());
        foreach (var body in ApiRoutes.All.SelectMany(route => new[] { route.Answer, route.Request }).OfType<ApiBody>().Where(body => body.Json is not null))
        {
            Assert.Equal(System.Text.Json.Serialization.Metadata.JsonTypeInfoKind.Object, body.Json!.Kind);
        }
    }

    [Fact]
    public void The_page_of_documentation_lists_every_route() => Generated.AssertTable("docs/api.md",
    [
        "| | role | does | query |",
        "|---|---|---|---|",
        .. ApiRoutes.All.Select(route =>
            $"| `{route.Method} {route.Path}` | {route.Role.ToString().ToLowerInvariant()} | {route.Summary} | {string.Join(" ", route.Query.Select(parameter => $"`{parameter.Name}`: {parameter.Description}"))} |"),
    ]);
}
