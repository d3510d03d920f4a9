using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using SweepCluster.Node.LocalRuns;

namespace SweepCluster.Node.Http.OpenApi;

/// <summary>The OpenAPI 3.1 document, made from <see cref="ApiRoutes"/>.</summary>
public static partial class OpenApiDocument
{
    private static readonly Lazy<string> Written = new(() => Create().ToJsonString());

    /// <summary>The document as JSON.</summary>
    public static string Text => Written.Value;

    public static JsonObject Create()
    {
        var paths = new JsonObject();
        foreach (var path in ApiRoutes.All.GroupBy(route => route.Path))
        {
            paths[path.Key] = new JsonObject(path.Select(route => KeyValuePair.Create(route.Method.ToLowerInvariant(), (JsonNode?)Operation(route))));
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "SweepCluster", ["version"] = EnvironmentRecord.Program().Version },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject { ["token"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } },
                ["schemas"] = new JsonObject { ["Problem"] = ApiJson.Default.ApiProblem.GetJsonSchemaAsNode() },
            },
        };
    }

    private static JsonObject Operation(ApiRoute route)
    {
        var operation = new JsonObject
        {
            ["operationId"] = route.Name,
            ["summary"] = route.Summary,
            ["parameters"] = new JsonArray([.. Segment().Matches(route.Path).Select(match => (JsonNode)Parameter(match.Groups[1].Value, "path", "string", true, null)), .. route.Query.Select(query => (JsonNode)Parameter(query.Name, "query", query.Type, query.IsRequired, query.Description))]),
            ["responses"] = Responses(route),
        };
        if (route.Role != ApiRole.Anyone)
        {
            operation["security"] = new JsonArray(new JsonObject { ["token"] = new JsonArray() });
            operation["x-role"] = Documents.ApiNames.Of(route.Role);
        }

        if (route.Request is { } request)
        {
            operation["requestBody"] = new JsonObject { ["required"] = request.IsRequired, ["content"] = Content(request) };
        }

        return operation;
    }

    private static JsonObject Responses(ApiRoute route)
    {
        var responses = new JsonObject();
        foreach (var status in route.Successes)
        {
            responses[status.ToString(CultureInfo.InvariantCulture)] = new JsonObject { ["description"] = ReasonPhrases.GetReasonPhrase(status), ["content"] = Content(route.Answer) };
        }

        responses["default"] = new JsonObject
        {
            ["description"] = "A problem, after RFC 9457.",
            ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/Problem" } } },
        };
        return responses;
    }

    private static JsonObject Parameter(string name, string @in, string type, bool isRequired, string? description)
    {
        var parameter = new JsonObject { ["name"] = name, ["in"] = @in, ["required"] = isRequired, ["schema"] = new JsonObject { ["type"] = type } };
        if (description is not null)
        {
            parameter["description"] = description;
        }

        return parameter;
    }

    private static JsonObject Content(ApiBody body) =>
        new(body.MediaTypes.Select(type => KeyValuePair.Create(type, (JsonNode?)(body.Json is { } json ? new JsonObject { ["schema"] = json.GetJsonSchemaAsNode() } : new JsonObject()))));

    [GeneratedRegex(@"\{(\w+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Segment();
}
