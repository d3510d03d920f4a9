using SweepCluster.Node.Telemetry;
using SweepCluster.Storage.Measuring;

namespace SweepCluster.Node.Tests.Telemetry;

public class MetricPageTests
{
    [Fact]
    public void The_page_of_documentation_lists_every_metric() => Generated.AssertTable("docs/metrics.md",
    [
        "| metric | kind | labels | |",
        "|---|---|---|---|",
        .. MetricTable.All.OrderBy(MetricTable.PrometheusNameOf, StringComparer.Ordinal).Select(metric =>
            $"| `{MetricTable.PrometheusNameOf(metric)}` | {metric.Kind.ToString().ToLowerInvariant()} | {string.Join(", ", metric.Labels.Select(label => $"`{label}`"))} | {metric.Description} |"),
    ]);

    [Fact]
    public void No_label_has_a_value_for_each_cell_trial_or_chunk() => Assert.Subset(
        new HashSet<string>(["outcome", "cause", "device", "state", "role", "decision", "queue", "operation", "store", "transient", "engine", "route", "method", "status", "version", "engines"]),
        MetricTable.All.SelectMany(metric => metric.Labels).ToHashSet());

    [Fact]
    public void Histograms_have_buckets_that_rise() => Assert.All(
        MetricTable.All.Where(metric => metric.Kind == MetricKind.Histogram),
        metric => Assert.True(metric.Buckets.Length > 5 && metric.Buckets.SequenceEqual(metric.Buckets.Order().Distinct())));
}
