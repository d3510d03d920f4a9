using System.Text.RegularExpressions;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>What dashboards and rules ask Prometheus for is what nodes tell, by the page that says so.</summary>
public sealed partial class MetricNameTests
{
    private static readonly string[] OfPrometheus = ["instance", "job", "le"];

    /// <summary>Labels of each metric of <c>docs/metrics.md</c>.</summary>
    private static readonly Dictionary<string, string[]> Metrics = Rows().Matches(File.ReadAllText(Path.Combine(Workplace.Repository, "docs", "metrics.md")))
        .ToDictionary(row => row.Groups["name"].Value, row => Quoted().Matches(row.Groups["labels"].Value).Select(label => label.Groups[1].Value).ToArray());

    private static readonly string[] Queries =
    [
        .. Dashboard.All.SelectMany(dashboard => dashboard.Queries).Where(query => !query.IsSql).Select(query => query.Text),
        .. Dashboard.All.SelectMany(dashboard => dashboard.Variables).Where(variable => !variable.IsSql).Select(variable => variable.Query),
        .. new[] { "recording.rules.yml", "alerts.rules.yml" }
            .SelectMany(file => YamlText.File("deploy", "prometheus", file)["groups"]!.AsArray())
            .SelectMany(group => group!["rules"]!.AsArray())
            .Select(rule => rule!["expr"]!.ToString()),
    ];

    [Fact]
    public void Every_metric_that_is_asked_for_is_documented() => Assert.All(Queries.SelectMany(NamesIn), name => Assert.Contains(name, Metrics.Keys));

    [Fact]
    public void Every_metric_that_is_documented_is_asked_for() => Assert.Equal([], Metrics.Keys.Except(Queries.SelectMany(NamesIn)));

    [Fact]
    public void Every_label_that_is_asked_for_is_one_of_its_metric() => Assert.All(Queries.SelectMany(query => Selectors().Matches(query)), selector =>
        Assert.All(Matchers().Matches(selector.Groups["matchers"].Value), matcher =>
            Assert.Contains(matcher.Groups[1].Value, Metrics[Family(selector.Groups["name"].Value)].Concat(OfPrometheus))));

    [Fact]
    public void Every_label_that_is_grouped_by_is_one_of_a_metric_of_its_query() => Assert.All(Queries, query =>
    {
        var labels = NamesIn(query).SelectMany(name => Metrics[name]).Concat(OfPrometheus).ToHashSet();
        Assert.All(Grouped().Matches(query).SelectMany(by => by.Groups[1].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries)), label => Assert.Contains(label, labels));
    });

    private static IEnumerable<string> NamesIn(string query) => Names().Matches(query).Select(name => Family(name.Value));

    /// <summary>A histogram without the suffix of its series.</summary>
    private static string Family(string series) => Metrics.ContainsKey(series) ? series : Series().Replace(series, "");

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| \w+ \| (?<labels>.*?) \|", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<![:\w])(sweep|process|dotnet)_\w+")]
    private static partial Regex Names();

    [GeneratedRegex(@"(?<![:\w])(?<name>sweep_\w+)\{(?<matchers>[^}]*)\}")]
    private static partial Regex Selectors();

    [GeneratedRegex(@"(\w+)\s*(?:=~|!~|!=|=)\s*""")]
    private static partial Regex Matchers();

    [GeneratedRegex(@"\bby \(([^)]*)\)")]
    private static partial Regex Grouped();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Series();
}
