using Microsoft.AspNetCore.Http;
using SweepCluster.Node.Telemetry.Prometheus;
using SweepCluster.Storage.Measuring;

namespace SweepCluster.Node.Tests.Telemetry;

public class ExpositionTests
{
    private static readonly MetricFamily Counter = new(
        "x_seconds", MetricKind.Counter, "seconds", "Says \"so\" \\ and\nmore.",
        [new([KeyValuePair.Create("a", "one \"two\" \\ three\nfour")], 1.5, [], new MetricExemplar("0af7", "b7ad", 0.5, DateTimeOffset.FromUnixTimeMilliseconds(1500)))]);

    private static readonly MetricFamily Histogram = new(
        "y", MetricKind.Histogram, "", "Spread.",
        [new([], 3.25, [new(1, 2, null), new(double.PositiveInfinity, 3, new MetricExemplar("0af7", "b7ad", 2, DateTimeOffset.UnixEpoch))], null)]);

    [Fact]
    public void The_text_format_escapes_help_without_and_labels_with_quotes() => Assert.Equal(
        "# HELP x_seconds_total Says \"so\" \\\\ and\\nmore.\n# TYPE x_seconds_total counter\nx_seconds_total{a=\"one \\\"two\\\" \\\\ three\\nfour\"} 1.5\n",
        ExpositionWriter.Write([Counter], isOpenMetrics: false));

    [Fact]
    public void OpenMetrics_names_the_unit_carries_exemplars_and_says_that_it_ends() => Assert.Equal(
        "# HELP x_seconds Says \\\"so\\\" \\\\ and\\nmore.\n# TYPE x_seconds counter\n# UNIT x_seconds seconds\n"
        + "x_seconds_total{a=\"one \\\"two\\\" \\\\ three\\nfour\"} 1.5 # {trace_id=\"0af7\",span_id=\"b7ad\"} 0.5 1.500\n# EOF\n",
        ExpositionWriter.Write([Counter], isOpenMetrics: true));

    [Fact]
    public void A_histogram_has_cumulative_buckets_a_sum_and_a_count() => Assert.Equal(
        "# HELP y Spread.\n# TYPE y histogram\ny_bucket{le=\"1.0\"} 2\ny_bucket{le=\"+Inf\"} 3 # {trace_id=\"0af7\",span_id=\"b7ad\"} 2 0.000\ny_sum 3.25\ny_count 3\n# EOF\n",
        ExpositionWriter.Write([Histogram], isOpenMetrics: true));

    [Theory]
    [InlineData(null, false)]
    [InlineData("*/*", false)]
    [InlineData("text/html", false)]
    [InlineData("application/openmetrics-text", true)]
    [InlineData("application/openmetrics-text;version=2.0.0", false)]
    [InlineData("application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", true)]
    [InlineData("application/openmetrics-text;q=0.2,text/plain", false)]
    [InlineData("application/openmetrics-text;q=0", false)]
    [InlineData("no media type at all", false)]
    public void Scrapers_get_OpenMetrics_where_they_want_it_at_least_as_much(string? accept, bool isOpen) => Assert.Equal(
        isOpen,
        ScrapeNegotiation.FormatOf(new HeaderDictionary { ["Accept"] = accept }) == ScrapeFormat.OpenMetrics);

    [Theory]
    [InlineData("sweep.chunk.duration", "s", "sweep_chunk_duration_seconds")]
    [InlineData("sweep.device.memory", "By", "sweep_device_memory_bytes")]
    [InlineData("sweep.trials", "{trial}", "sweep_trials")]
    [InlineData("process.cpu.seconds", "s", "process_cpu_seconds")]
    [InlineData("2 odd-ones", "", "_2_odd_ones")]
    public void Names_are_legal_and_end_with_their_unit_once(string name, string unit, string expected) => Assert.Equal(expected, PrometheusName.Of(name, unit));
}
