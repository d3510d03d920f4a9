using System.Text.Json.Nodes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Events;
using SweepCluster.Storage.Nodes;

namespace SweepCluster.Node.Tests.Http;

public class EventRouteTests
{
    [Fact]
    public async Task Events_come_in_order_and_go_on_after_the_last_one_that_was_seen()
    {
        await using var api = await ApiHost.StartAsync();
        var id = new SweepId(await api.SubmitAsync());
        await AppendAsync(api, id, "one");
        await AppendAsync(api, null, "two");
        await AppendAsync(api, id, "three");

        var all = await ReadAsync(api, "/api/v1/events", null, 4);
        var ofSweep = await ReadAsync(api, $"/api/v1/events?sweep={id}", null, 3);
        var resumed = await ReadAsync(api, "/api/v1/events", all[1].Id, 2);

        Assert.Equal(["Submitted with priority 0.", "one", "two", "three"], all.Select(happened => happened.Text));
        Assert.Equal(["Submitted with priority 0.", "one", "three"], ofSweep.Select(happened => happened.Text));
        Assert.Equal(["two", "three"], resumed.Select(happened => happened.Text));
    }

    [Fact]
    public async Task An_event_that_happens_while_someone_listens_arrives()
    {
        await using var api = await ApiHost.StartAsync();
        var reading = ReadAsync(api, "/api/v1/events", null, 1);

        await AppendAsync(api, null, "later");

        Assert.Equal("later", Assert.Single(await reading).Text);
    }

    [Fact]
    public async Task With_progress_a_listener_hears_how_far_the_sweep_is_and_of_each_newer_map()
    {
        await using var api = await ApiHost.StartAsync();
        var id = await api.SubmitAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var request = ApiHost.Request("GET", $"/api/v1/events?progress=true&sweep={id}", ApiHost.Viewer);
        using var response = await api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(limit.Token));

        var before = await HearAsync(reader, "map", limit.Token);
        await api.Store.Results.AddAsync(new SweepId(id), [ApiHost.ResultsOf(SweepFileReader.Read(ApiHost.File, "tiny.yaml", []).Sweep!).First()], default);
        var progress = await HearAsync(reader, "progress", limit.Token);
        var after = await HearAsync(reader, "map", limit.Token);

        Assert.Equal(1, (long)progress["progress"]!["finished"]!);
        Assert.NotEqual((string)before["version"]!, (string)after["version"]!);
        Assert.Equal((string)after["version"]!, (string)(await api.GetAsync($"/api/v1/sweeps/{id}/drawing"))["version"]!);
    }

    [Fact]
    public async Task A_resumption_after_nonsense_or_of_no_sweep_is_refused()
    {
        await using var api = await ApiHost.StartAsync();
        using var request = ApiHost.Request("GET", "/api/v1/events");
        request.Headers.Add("Last-Event-ID", "-1x");

        using var response = await api.Client.SendAsync(request);

        Assert.Equal(400, (int)response.StatusCode);
        await api.JsonAsync(404, "GET", "/api/v1/events?sweep=none");
    }

    [Fact]
    public async Task Nodes_are_listed_with_their_devices()
    {
        await using var api = await ApiHost.StartAsync();
        await api.Store.Nodes.HeartbeatAsync(
            new NodeDescription("n-1", "left", ["worker"], "0.1.0", null, DateTimeOffset.UnixEpoch, [new DeviceReport("cpu", "cpu", "A processor", 1024, null, [new ShapeReport("s", 8, 2.5)])]), default);

        var worker = Assert.Single((await api.GetAsync("/api/v1/workers"))["workers"]!.AsArray())!;

        Assert.Equal(("left", "cpu", 2.5), ((string)worker["name"]!, (string)worker["devices"]![0]!["id"]!, (double)worker["devices"]![0]!["shapes"]![0]!["trialsPerSecond"]!));
    }

    private static async Task<JsonNode> HearAsync(StreamReader reader, string kind, CancellationToken cancellation)
    {
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line == $"event: {kind}")
            {
                return JsonNode.Parse((await reader.ReadLineAsync(cancellation))!["data: ".Length..])!;
            }
        }

        throw new EndOfStreamException($"The stream ended before an event {kind}.");
    }

    private static Task AppendAsync(ApiHost api, SweepId? sweep, string text) =>
        api.Store.Events.AppendAsync(new StoredEvent(0, sweep, "noted", text, DateTimeOffset.UnixEpoch), default);

    private static async Task<List<(string Id, string Text)>> ReadAsync(ApiHost api, string path, string? after, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var request = ApiHost.Request("GET", path, ApiHost.Viewer);
        if (after is not null)
        {
            request.Headers.Add("Last-Event-ID", after);
        }

        using var response = await api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(limit.Token));
        var events = new List<(string Id, string Text)>();
        var id = "";
        while (events.Count < count && await reader.ReadLineAsync(limit.Token) is { } line)
        {
            id = line.StartsWith("id: ", StringComparison.Ordinal) ? line[4..] : id;
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                events.Add((id, (string)JsonNode.Parse(line[6..])!["text"]!));
            }
        }

        return events;
    }
}
