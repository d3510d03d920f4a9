using SweepCluster.Storage.Nodes;

namespace SweepCluster.Node.Http.Documents;

/// <summary>The nodes of the cluster, by name.</summary>
public sealed record NodeList(IReadOnlyList<NodeDocument> Workers);

/// <param name="Id">Unique for every start of a process.</param>
/// <param name="SilentSeconds">How long ago it was last heard of.</param>
/// <param name="IsDraining">Whether it is about to leave.</param>
public sealed record NodeDocument(
    string Id,
    string Name,
    IReadOnlyList<string> Roles,
    string Version,
    string? Address,
    DateTimeOffset StartedAt,
    double SilentSeconds,
    bool IsDraining,
    IReadOnlyList<DeviceDocument> Devices)
{
    public static NodeDocument Of(KnownNode node)
    {
        var description = node.Description;
        return new NodeDocument(
            description.Id,
            description.Name,
            description.Roles,
            description.Version,
            description.Address,
            description.StartedAt,
            node.SilentFor.TotalSeconds,
            description.IsDraining,
            [.. description.Devices.Select(DeviceDocument.Of)]);
    }
}

/// <param name="Kind">Trials give the same bits on devices of one kind.</param>
/// <param name="Doing">For people; null while idle.</param>
public sealed record DeviceDocument(string Id, string Kind, string Name, long MemoryBytes, string? Doing, IReadOnlyList<ShapeReport> Shapes)
{
    public static DeviceDocument Of(DeviceReport device) => new(device.Id, device.Kind, device.Name, device.MemoryBytes, device.Doing, device.Shapes);
}

/// <param name="Status"><c>ok</c>.</param>
public sealed record HealthDocument(string Status);

/// <param name="Role"><c>viewer</c> or <c>operator</c>.</param>
/// <param name="NeedsToken">Whether callers need a token.</param>
/// <param name="IsSingleRun">Whether this is the page of one <c>sweep run</c>, which takes no changes.</param>
/// <param name="Version">Of the program.</param>
public sealed record AccessDocument(string Role, bool NeedsToken, bool IsSingleRun, string Version);
