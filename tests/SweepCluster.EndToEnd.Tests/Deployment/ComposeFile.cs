using System.Text.Json.Nodes;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>One service of <c>docker-compose.yml</c>.</summary>
internal sealed record ComposeService(string Name, JsonObject Json)
{
    public IReadOnlyList<string> Command => Texts("command");

    public IReadOnlyList<string> Secrets => Texts("secrets");

    public IReadOnlyList<string> Profiles => Texts("profiles");

    public IReadOnlyList<string> Volumes => Texts("volumes");

    /// <summary>The command that says whether it is well, without the word that says how to run it.</summary>
    public IReadOnlyList<string> HealthCheck
    {
        get
        {
            var test = Json["healthcheck"]!["test"]!.AsArray().Select(part => part!.ToString()).ToArray();
            Assert.Equal("CMD", test[0]);
            return test[1..];
        }
    }

    public TimeSpan StopGrace => Seconds(Json["stop_grace_period"]!.ToString());

    public IReadOnlyDictionary<string, string> Environment =>
        Json["environment"]?.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!.ToString()) ?? [];

    /// <summary>Whether it is a node of ours.</summary>
    public bool IsNode => Command is ["node", ..];

    public static TimeSpan Seconds(string text)
    {
        Assert.EndsWith("s", text, StringComparison.Ordinal);
        return TimeSpan.FromSeconds(int.Parse(text[..^1], System.Globalization.CultureInfo.InvariantCulture));
    }

    private IReadOnlyList<string> Texts(string key) => [.. Json[key]?.AsArray().Select(part => part!.ToString()) ?? []];
}

/// <summary>What <c>docker-compose.yml</c> says.</summary>
internal static class ComposeFile
{
    public static JsonNode Root { get; } = YamlText.File("docker-compose.yml");

    public static IReadOnlyList<ComposeService> Services { get; } =
        [.. Root["services"]!.AsObject().Select(pair => new ComposeService(pair.Key, pair.Value!.AsObject()))];

    public static ComposeService Service(string name) => Services.Single(service => service.Name == name);
}
