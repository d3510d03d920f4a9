using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace SweepCluster.Node.Http;

/// <summary>One thing that the API does. The server, the OpenAPI document and docs/api.md are made from these.</summary>
/// <param name="Method">As <c>GET</c>.</param>
/// <param name="Path">With its parameters in braces.</param>
/// <param name="Role">The least that a caller must be.</param>
/// <param name="Name">Unique, for programs that generate clients.</param>
/// <param name="Summary">One sentence.</param>
public sealed record ApiRoute(string Method, string Path, ApiRole Role, string Name, string Summary, Func<ApiCall, Task> Handle)
{
    /// <summary>Parameters of the query.</summary>
    public IReadOnlyList<ApiParameter> Query { get; init; } = [];

    /// <summary>What the body holds; null for none.</summary>
    public ApiBody? Request { get; init; }

    /// <summary>What a success is answered with.</summary>
    public ApiBody Answer { get; init; } = ApiBody.OfJson(null);

    /// <summary>Statuses of success.</summary>
    public IReadOnlyList<int> Successes { get; init; } = [StatusCodes.Status200OK];

    /// <summary>Whether nodes without the API serve it too.</summary>
    public bool IsForWatching { get; init; }

    /// <summary>Whether answers go on for as long as the caller listens.</summary>
    public bool IsStream { get; init; }
}

/// <summary>A parameter of the query.</summary>
/// <param name="Type">As in a JSON Schema: <c>string</c>, <c>integer</c>, <c>number</c>.</param>
public sealed record ApiParameter(string Name, string Type, string Description, bool IsRequired = false);

/// <summary>A body.</summary>
/// <param name="MediaTypes">The first is the usual one.</param>
/// <param name="Json">The shape of JSON; null for any or none.</param>
/// <param name="IsRequired">Whether a request must have it.</param>
public sealed record ApiBody(IReadOnlyList<string> MediaTypes, JsonTypeInfo? Json = null, bool IsRequired = true)
{
    public static ApiBody OfJson(JsonTypeInfo? json, bool isRequired = true) => new(["application/json"], json, isRequired);
}
