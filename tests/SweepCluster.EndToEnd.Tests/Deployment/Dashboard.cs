using System.Text.Json.Nodes;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>One query of a panel.</summary>
/// <param name="Engine">The engine whose nodes alone tell what is asked for, as the title of the panel's row says; null for any.</param>
internal sealed record PanelQuery(string Panel, string? Engine, string Source, JsonNode Target)
{
    public bool IsSql => Source == "sweep-postgres";

    public string Text => (Target["rawSql"] ?? Target["expr"])!.ToString();

    public bool IsRange => Target["range"]?.GetValue<bool>() == true;
}

/// <summary>A variable of a dashboard, whose values a query gives.</summary>
internal sealed record DashboardVariable(string Name, bool IsSql, string Query, bool IsMulti);

/// <summary>A dashboard of <c>grafana/dashboards</c>.</summary>
internal sealed record Dashboard(string File, JsonNode Json)
{
    /// <summary>What the title of a row begins with whose panels are of one engine.</summary>
    private const string EngineRow = "Engine ";

    public static string Folder { get; } = Path.Combine(Workplace.Repository, "grafana", "dashboards");

    public static IReadOnlyList<Dashboard> All { get; } =
        [.. Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal).Select(file => new Dashboard(file, JsonNode.Parse(System.IO.File.ReadAllText(file))!))];

    public string Uid => Json["uid"]!.ToString();

    public IReadOnlyList<JsonNode> Panels => [.. Json["panels"]!.AsArray().Select(panel => panel!)];

    public IReadOnlyList<PanelQuery> Queries =>
    [
        .. Panels.Where(panel => panel["targets"] is not null).SelectMany(panel => panel["targets"]!.AsArray()
            .Select(target => new PanelQuery(panel["title"]!.ToString(), EngineOf(panel), target!["datasource"]!["uid"]!.ToString(), target))),
    ];

    public IReadOnlyList<DashboardVariable> Variables =>
    [
        .. Json["templating"]!["list"]!.AsArray().Select(variable => new DashboardVariable(
            variable!["name"]!.ToString(),
            variable["datasource"]!["uid"]!.ToString() == "sweep-postgres",
            (variable["query"] is JsonObject query ? query["query"] : variable["query"])!.ToString(),
            variable["multi"]!.GetValue<bool>())),
    ];

    // Panels belong to the last row above them.
    private string? EngineOf(JsonNode panel)
    {
        var row = Panels.Where(other => other["type"]!.ToString() == "row" && TopOf(other) < TopOf(panel)).MaxBy(TopOf);
        return row?["title"]!.ToString() is { } title && title.StartsWith(EngineRow, StringComparison.Ordinal) ? title[EngineRow.Length..] : null;
    }

    private static int TopOf(JsonNode panel) => panel["gridPos"]!["y"]!.GetValue<int>();
}
