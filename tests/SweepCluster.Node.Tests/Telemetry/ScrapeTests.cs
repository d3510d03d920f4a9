using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using SweepCluster.Cluster.Measuring;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.Configuration;
using SweepCluster.Node.Telemetry;
using SweepCluster.Node.Telemetry.Prometheus;
using SweepCluster.Storage.Measuring;

namespace SweepCluster.Node.Tests.Telemetry;

public class ScrapeTests
{
    private const string OpenMetrics = "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5";

    [Fact]
    public async Task A_node_that_ran_a_sweep_tells_what_it_did_in_both_formats_logs_and_traces()
    {
        await using var node = await RunningNode.StartAsync();
        var id = await node.RunSweepAsync();

        var text = await node.ScrapeAsync();
        var open = await node.ScrapeAsync(OpenMetrics);

        // Twelve cells and their references, two replicates each, all with a label.
        var trials = Regex.Matches(text, """^sweep_trials_total\{outcome="\w+"\} (\d+)$""", RegexOptions.Multiline).Sum(match => int.Parse(match.Groups[1].Value, null));
        Assert.True(trials >= 24, text);
        Assert.Contains("sweep_cells_open 0\n", text, StringComparison.Ordinal);
        Assert.Contains("sweep_engine_up{engine=\"store\"} 1\n", text, StringComparison.Ordinal);
        Assert.Matches("""sweep_device_busy_seconds_total\{device="cpu"\} 0*\.?\d""", text);
        Assert.DoesNotMatch("""sweep_device_operations_total\{device="cpu"\} 0\n""", text);
        Assert.Matches("""sweep_store_duration_seconds_count\{operation="chunks.complete",store="sqlite"\} [1-9]""", text);
        Assert.Matches("""sweep_http_request_duration_seconds_bucket\{method="POST",route="/api/v1/sweeps",status="201",le="\+Inf"\} 1\n""", text);
        Assert.DoesNotContain(id, text, StringComparison.Ordinal);
        Assert.EndsWith("# EOF\n", open, StringComparison.Ordinal);
        Assert.Matches("sweep_chunk_duration_seconds_bucket\\{.*# \\{trace_id=\"" + SweepTraces.TraceOf(new SweepId(id)).ToHexString(), open);

        if (Tool.Has("promtool"))
        {
            Assert.Equal((0, ""), await Tool.RunAsync(text, "promtool", "check", "metrics"));
        }

        const string Strict = "import sys; from prometheus_client.openmetrics.parser import text_string_to_metric_families as read; print(len(list(read(sys.stdin.read()))))";
        if (Tool.HasPrometheusClient())
        {
            var (code, output) = await Tool.RunAsync(open, "/usr/bin/python3", "-c", Strict);
            Assert.True(code == 0, output);
        }

        var spans = node.Traced.All.Where(span => (string?)span.GetTagItem("sweep.id") == id).ToArray();
        Assert.Equal(SweepTraces.TraceOf(new SweepId(id)), Assert.Single(spans.Select(span => span.TraceId).Distinct()));
        Assert.Equal(["commit", "lease", "plan", "submit", "train"], spans.Select(span => span.OperationName).Distinct().Order());
        var commit = spans.First(span => span.OperationName == "commit");
        Assert.Contains(spans, span => span.OperationName == "lease" && span.SpanId == commit.ParentSpanId);

        var finished = node.Log.All.Single(line => line.RenderMessage().Contains("The sweep is finished", StringComparison.Ordinal));
        Assert.Equal($"\"{id}\"", finished.Properties["Sweep"].ToString());
        Assert.Equal($"\"{SweepTraces.TraceOf(new SweepId(id)).ToHexString()}\"", finished.Properties["TraceId"].ToString());
    }

    [Fact]
    public async Task Two_nodes_of_one_process_do_not_see_each_others_numbers()
    {
        await using var busy = await RunningNode.StartAsync();
        await using var idle = await RunningNode.StartAsync();

        await busy.RunSweepAsync();

        Assert.Matches("""sweep_trials_total\{outcome="\w+"\} [1-9]""", await busy.ScrapeAsync());
        var quiet = await idle.ScrapeAsync();
        Assert.DoesNotMatch("""sweep_trials_total\{outcome="\w+"\} [1-9]""", quiet);
        Assert.All(
            ["sweep_trials_total{outcome=\"diverged\"}", "sweep_trial_failures_total{cause=\"worker_lost\"}", "sweep_chunk_retries_total{cause=\"other\"}", "sweep_leases_lost_total", "sweep_engine_ownership_changes_total", "sweep_store_errors_total{store=\"sqlite\",transient=\"false\"}"],
            counter => Assert.Contains($"{counter} 0\n", quiet, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_coordinator_tells_of_its_members_and_begins_its_histogram_of_hand_overs_at_zero()
    {
        await using var node = await RunningNode.StartAsync();
        var (text, open) = (await node.ScrapeAsync(), await node.ScrapeAsync("application/openmetrics-text;version=1.0.0"));
        Assert.Contains("sweep_engine_members{role=\"coordinator\",state=\"up\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("sweep_engine_members{role=\"worker\",state=\"down\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("sweep_engine_members_unreachable{role=\"worker\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("sweep_engine_handover_seconds_bucket{le=\"10\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("sweep_engine_handover_seconds_bucket{le=\"10.0\"} 0\n", open, StringComparison.Ordinal);
        Assert.Contains("sweep_engine_handover_seconds_count 0\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("sweep_engine_shards", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scrapes_are_answered_packed_and_to_viewers_only()
    {
        await using var node = await RunningNode.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using var response = await node.Client.SendAsync(request);

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        await using var unpacked = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked, Encoding.UTF8);
        Assert.Contains("sweep_build_info{engines=", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        node.Client.DefaultRequestHeaders.Authorization = null;
        using var refused = await node.Client.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Scrapes_that_come_together_are_served_from_one_collection()
    {
        using var telemetry = new NodeTelemetry(new(), TimeProvider.System);
        using var begun = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var collections = 0;
        new MetricDefinition("test.slow", MetricKind.Gauge, "", [], "Slow.").Observe(telemetry.Meter, () =>
        {
            Interlocked.Increment(ref collections);
            begun.Set();
            go.Wait();
            return [new(1)];
        });

        var first = telemetry.Scraper.ScrapeAsync(default);
        begun.Wait();
        var others = Enumerable.Range(0, 50).Select(_ => telemetry.Scraper.ScrapeAsync(default)).ToArray();
        go.Set();

        var scrape = await first;
        Assert.All(await Task.WhenAll(others), other => Assert.Same(scrape, other));
        Assert.Equal(1, collections);
        Assert.NotSame(scrape, await telemetry.Scraper.ScrapeAsync(default));
    }

    [Fact]
    public async Task A_worker_without_the_coordinators_role_serves_metrics_and_health_alone()
    {
        await using var node = await RunningNode.StartAsync(settings => settings with
        {
            Roles = [NodeRole.Worker],
            Telemetry = new TelemetrySettings { MetricsListen = new Uri("http://127.0.0.1:0") },
        });

        Assert.Contains("sweep_device_population{device=\"cpu\"} 0", await node.ScrapeAsync(), StringComparison.Ordinal);
        Assert.Null(node.Host.Address);
        using var ready = await node.Client.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        using var api = await node.Client.GetAsync("/api/v1/sweeps");
        Assert.Equal(HttpStatusCode.NotFound, api.StatusCode);
    }

#if WITH_AKKA
    [Fact]
    public async Task A_coordinator_of_akka_is_ready_and_tells_of_shards_entities_and_downings_too()
    {
        await using var node = await RunningNode.StartAsync(settings => settings with { Engine = EngineKind.Akka });
        using var ready = await node.Client.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        var text = await node.ScrapeAsync();
        Assert.Contains("sweep_engine_up{engine=\"akka\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("sweep_engine_members{role=\"coordinator\",state=\"up\"} 1\n", text, StringComparison.Ordinal);
        Assert.Matches("sweep_engine_shards \\d+\n", text);
        Assert.Contains("sweep_engine_entities 0\n", text, StringComparison.Ordinal);
        Assert.All(["dead", "other_half", "self"], decision => Assert.Contains($"sweep_engine_downings_total{{decision=\"{decision}\"}} 0\n", text, StringComparison.Ordinal));
        Assert.Matches("sweep_queue_depth\\{queue=\"mailbox-worker\"\\} \\d+\n", text);
    }
#endif
}
