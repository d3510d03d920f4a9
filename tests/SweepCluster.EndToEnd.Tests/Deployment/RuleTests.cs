using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>The files of <c>deploy/prometheus</c>, checked by Prometheus' own tool.</summary>
public sealed partial class RuleTests
{
    private static readonly string Folder = Path.Combine(Workplace.Repository, "deploy", "prometheus");

    internal static IReadOnlyList<JsonNode> Alerts { get; } = [.. Rules("alerts.rules.yml")];

    [Fact]
    public async Task Promtool_accepts_the_rules() =>
        await MachineProgram.SucceedAsync("promtool", "check", "rules", Path.Combine(Folder, "alerts.rules.yml"), Path.Combine(Folder, "recording.rules.yml"));

    [Fact]
    public async Task Promtool_accepts_the_configuration()
    {
        // It looks for the files that are named: only the token's lies elsewhere in a container.
        using var workplace = new Workplace();
        foreach (var file in Directory.GetFiles(Folder, "*.yml"))
        {
            workplace.Write(Path.GetFileName(file), (await File.ReadAllTextAsync(file)).Replace("/run/secrets/viewer_tokens", workplace.File("token"), StringComparison.Ordinal));
        }

        workplace.Write("token", "a token");
        var said = await MachineProgram.SucceedAsync("promtool", "check", "config", workplace.File("prometheus.yml"));
        Assert.Contains("rule files found", said, StringComparison.Ordinal);
        Assert.Contains(ComposeFile.Service("prometheus").Secrets, secret => secret == "viewer_tokens");
    }

    [Fact]
    public async Task Every_alert_fires_and_clears_in_a_unit_test()
    {
        var tests = Path.Combine(Folder, "tests", "alerts.test.yml");
        await MachineProgram.SucceedAsync("promtool", "test", "rules", tests);
        var tested = YamlText.Documents(await File.ReadAllTextAsync(tests)).Single()["tests"]!.AsArray().ToDictionary(test => test!["name"]!.ToString(), test => test!["alert_rule_test"]!.AsArray());
        Assert.Equal(Alerts.Select(Name).Order(StringComparer.Ordinal), tested.Keys.Order(StringComparer.Ordinal));
        Assert.All(tested.Values, checks => Assert.Equal([0, 1, 0], checks.Select(check => check!["exp_alerts"]!.AsArray().Count)));
    }

    [Fact]
    public void Every_alert_is_fired_on_a_cluster_and_cleared_there()
    {
        var folder = Path.Combine(Workplace.Repository, "tests", "SweepCluster.EndToEnd.Tests", "Deployment");
        var tests = string.Concat(Directory.GetFiles(folder, "*AlertTests.cs").Select(File.ReadAllText));
        Assert.All(Alerts.Select(Name), name => Assert.Contains(FiresAsync().Matches(tests), call => call.Value.Contains($"\"{name}\"", StringComparison.Ordinal)));
        Assert.All(Alerts.Select(Name), name => Assert.Contains(ClearsAsync().Matches(tests), call => call.Value.Contains($"\"{name}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_alert_has_a_severity_a_summary_and_a_page_that_quotes_its_query() => Assert.All(Alerts, alert =>
    {
        Assert.Contains(alert["labels"]!["severity"]!.ToString(), new[] { "info", "warning", "critical" });
        Assert.NotEmpty(alert["annotations"]!["summary"]!.ToString());
        Assert.Equal($"docs/runbooks/{Name(alert)}.md", alert["annotations"]!["runbook"]!.ToString());
        var page = File.ReadAllText(Path.Combine(Workplace.Repository, "docs", "runbooks", $"{Name(alert)}.md"));
        Assert.Contains($"    {alert["expr"]}\n", page, StringComparison.Ordinal);
        Assert.Contains(alert["for"] is { } time ? $"Fires when this has held for {time}:" : "Fires at once when:", page, StringComparison.Ordinal);
        Assert.All(["## Likely causes", "## What to do", "## It clears when"], heading => Assert.Contains(heading, page, StringComparison.Ordinal));
    });

    [Fact]
    public void There_is_no_page_without_an_alert()
    {
        var pages = Directory.GetFiles(Path.Combine(Workplace.Repository, "docs", "runbooks"), "*.md").Select(file => Path.GetFileNameWithoutExtension(file)!).Where(name => name != "README");
        Assert.Equal(Alerts.Select(Name).Order(StringComparer.Ordinal), pages.Order(StringComparer.Ordinal));
        var index = File.ReadAllText(Path.Combine(Workplace.Repository, "docs", "runbooks", "README.md"));
        Assert.All(Alerts, alert => Assert.Contains($"[{Name(alert)}]({Name(alert)}.md)", index, StringComparison.Ordinal));
    }

    [Fact]
    public void Recorded_names_that_alerts_and_dashboards_read_are_recorded()
    {
        var recorded = Rules("recording.rules.yml").Select(rule => rule["record"]!.ToString()).ToHashSet();
        var queries = Alerts.Select(alert => alert["expr"]!.ToString()).Concat(Dashboard.All.SelectMany(dashboard => dashboard.Queries).Select(query => query.Text));
        Assert.All(queries.SelectMany(query => Recorded().Matches(query)).Select(match => match.Value), name => Assert.Contains(name, recorded));
    }

    [Fact]
    public void Every_node_of_the_compose_file_is_scraped_on_the_port_that_it_listens_on()
    {
        var job = YamlText.File("deploy", "prometheus", "prometheus.yml")["scrape_configs"]!.AsArray().Single(config => config!["job_name"]!.ToString() == "sweepcluster")!;
        var discovery = job["dns_sd_configs"]![0]!;
        var nodes = ComposeFile.Services.Where(service => service.IsNode).ToArray();
        Assert.Equal(nodes.Select(node => node.Name).Order(StringComparer.Ordinal), discovery["names"]!.AsArray().Select(name => name!.ToString()).Order(StringComparer.Ordinal));
        Assert.All(nodes, node => Assert.Equal(discovery["port"]!.GetValue<long>(), new Uri(node.Environment["SWEEP_LISTEN"]).Port));
    }

    private static string Name(JsonNode alert) => alert["alert"]!.ToString();

    private static IEnumerable<JsonNode> Rules(string file) =>
        YamlText.File("deploy", "prometheus", file)["groups"]!.AsArray().SelectMany(group => group!["rules"]!.AsArray()).Select(rule => rule!);

    [GeneratedRegex(@"await Fires(While)?Async\(.*")]
    private static partial Regex FiresAsync();

    [GeneratedRegex(@"await ClearsAsync\(.*")]
    private static partial Regex ClearsAsync();

    [GeneratedRegex(@"\b(cluster|device|operation|route):[\w:]+")]
    private static partial Regex Recorded();
}
