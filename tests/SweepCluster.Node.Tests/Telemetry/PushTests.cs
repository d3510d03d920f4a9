using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using SweepCluster.Node.Telemetry;

namespace SweepCluster.Node.Tests.Telemetry;

public class PushTests
{
    [Fact]
    public async Task Metrics_are_pushed_as_protobuf_over_HTTP_to_the_receiver_that_is_configured()
    {
        var got = new ConcurrentQueue<(string Path, string? Type, byte[] Body)>();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var receiver = builder.Build();
        receiver.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            got.Enqueue((context.Request.Path, context.Request.ContentType, body.ToArray()));
        });
        await receiver.StartAsync();
        var settings = new TelemetrySettings { OtlpEndpoint = new Uri(receiver.Urls.Single()), OtlpInterval = TimeSpan.FromHours(1) };
        using var telemetry = new NodeTelemetry(new() { Telemetry = settings }, TimeProvider.System);
        telemetry.Node.Answered("/api/v1/sweeps", "GET", 200, TimeSpan.FromSeconds(1));

        Assert.True(telemetry.Push(TimeSpan.FromSeconds(30)));

        // Spans of other tests may come too: their source is the process'.
        var (_, type, body) = Assert.Single(got, push => push.Path == "/v1/metrics");
        Assert.Equal("application/x-protobuf", type);
        var text = Encoding.Latin1.GetString(body);
        Assert.Contains("sweep.http.request.duration", text, StringComparison.Ordinal);
        Assert.Contains("/api/v1/sweeps", text, StringComparison.Ordinal);
        await receiver.StopAsync();
    }
}
