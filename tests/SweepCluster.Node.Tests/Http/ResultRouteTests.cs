using System.Net;
using System.Net.Http.Headers;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Export;
using SweepCluster.Node.LocalRuns;

namespace SweepCluster.Node.Tests.Http;

public class ResultRouteTests
{
    [Fact]
    public async Task Cells_come_in_pages_and_in_the_order_of_the_map()
    {
        await using var api = await ApiHost.StartAsync();
        var path = $"/api/v1/sweeps/{await api.TrainedAsync()}/cells";

        var first = await api.GetAsync(path + "?limit=5");
        var rest = await api.GetAsync(path + "?offset=5");

        Assert.Equal((12, 5, 7), ((int)first["total"]!, first["cells"]!.AsArray().Count, rest["cells"]!.AsArray().Count));
        var cell = first["cells"]![0]!;
        Assert.Equal(("1", "2", "diverged"), ((string)cell["coordinates"]!["B"]!, (string)cell["coordinates"]!["degree"]!, (string)cell["label"]!));
        Assert.Equal((2, 0.0), ((int)cell["counts"]!["diverged"]!, (double)cell["stableProbability"]!));
        Assert.Null(cell["scoreMean"]);
        Assert.Equal(0.5, (double)cell["trainingSeconds"]!);
    }

    [Fact]
    public async Task Trials_and_traces_of_a_cell_are_told_with_null_for_not_a_number()
    {
        await using var api = await ApiHost.StartAsync();
        var path = $"/api/v1/sweeps/{await api.TrainedAsync()}";
        var cell = (string)(await api.GetAsync(path + "/cells"))["cells"]![0]!["id"]!;

        var trials = (await api.GetAsync($"{path}/trials?cell={Uri.EscapeDataString(cell)}"))["trials"]!.AsArray();
        var trace = await api.GetAsync($"{path}/trials/{Uri.EscapeDataString(cell)}/1/trace");

        Assert.Equal([0, 1], trials.Select(trial => (int)trial!["replicate"]!));
        Assert.Equal(("diverged", 2), ((string)trials[0]!["outcome"]!, (int)trials[0]!["divergence"]!["step"]!));
        Assert.Null(trace["epochs"]![0]!["trainLoss"]);
        Assert.Equal(0.01, (double)trace["epochs"]![0]!["learningRate"]!);
        await api.JsonAsync(404, "GET", $"{path}/trials/{Uri.EscapeDataString(cell)}/2/trace");
        await api.JsonAsync(400, "GET", $"{path}/trials/{Uri.EscapeDataString(cell)}/x/trace");
        await api.JsonAsync(404, "GET", $"{path}/trials?cell=nothing");
        await api.JsonAsync(400, "GET", $"{path}/trials");
    }

    [Fact]
    public async Task A_tile_is_the_part_of_the_layer_that_was_asked_for()
    {
        await using var api = await ApiHost.StartAsync();
        var path = $"/api/v1/sweeps/{await api.TrainedAsync()}/layers";

        var whole = await api.GetAsync(path + "/label");
        var part = await api.GetAsync(path + "/p?x0=1&y0=2&width=2&height=256");

        Assert.Equal((4, 3), ((int)whole["columns"]!, (int)whole["rows"]!));
        Assert.Equal(["diverged", "diverged", "stable", "stable"], whole["labels"]![0]!.AsArray().Select(label => (string)label!));
        Assert.Equal(["2", "4"], part["x"]!.AsArray().Select(value => (string)value!));
        Assert.Equal(["6"], part["y"]!.AsArray().Select(value => (string)value!));
        Assert.Equal([0.0, 1.0], part["values"]!.AsArray().Single()!.AsArray().Select(value => (double)value!));
        Assert.Empty((await api.GetAsync(path + "/cost?x0=2147483647&y0=2147483647"))["values"]!.AsArray());
        await api.JsonAsync(404, "GET", path + "/colour");
        await api.JsonAsync(400, "GET", path + "/p?width=257");
        await api.JsonAsync(400, "GET", path + "/p?slice=1");
    }

    [Fact]
    public async Task A_caller_who_has_the_tile_is_told_that_it_is_the_same_until_a_result_comes()
    {
        await using var api = await ApiHost.StartAsync();
        var id = await api.SubmitAsync();
        var path = $"/api/v1/sweeps/{id}/layers/replicates";
        using var first = await api.SendAsync("GET", path);

        Assert.Equal(HttpStatusCode.NotModified, await WithTagAsync(first.Headers.ETag!));
        Assert.Equal(HttpStatusCode.OK, await WithTagAsync(new EntityTagHeaderValue("\"other\"")));

        await api.JsonAsync(200, "POST", $"/api/v1/sweeps/{id}/pause");
        await api.Store.Results.AddAsync(new SweepId(id), [.. ApiHost.ResultsOf(SweepFileReader.Read(ApiHost.File, "a", []).Sweep!)], default);
        Assert.Equal(HttpStatusCode.OK, await WithTagAsync(first.Headers.ETag!));
        Assert.Equal(2, (int)(await api.GetAsync(path))["values"]![0]![0]!);

        async Task<HttpStatusCode> WithTagAsync(EntityTagHeaderValue tag)
        {
            using var request = ApiHost.Request("GET", path);
            request.Headers.IfNoneMatch.Add(tag);
            using var response = await api.Client.SendAsync(request);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task Every_format_is_byte_for_byte_what_an_output_folder_exports()
    {
        await using var api = await ApiHost.StartAsync();
        var id = await api.TrainedAsync();
        var sweep = SweepFileReader.Read(ApiHost.File, "a", []).Sweep!;
        var folder = Path.Combine(api.Folder, "out");
        await DerivedFolder.WriteAsync(folder, sweep, [.. ApiHost.ResultsOf(sweep)], DateTimeOffset.UnixEpoch, default);
        var run = await StoredRun.OpenAsync(folder, default);

        foreach (var format in ExportFormats.All)
        {
            using var expected = new MemoryStream();
            format.Write(run.ToExport(), expected);
            using var response = await api.SendAsync("GET", $"/api/v1/sweeps/{id}/export?format={format.Name}");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var sent = await response.Content.ReadAsByteArrayAsync();
            Assert.True(expected.ToArray().AsSpan().SequenceEqual(sent), format.Name);
        }

        await api.JsonAsync(400, "GET", $"/api/v1/sweeps/{id}/export?format=gif");
        using var exported = await api.SendAsync("GET", $"/api/v1/sweeps/{id}/export?format=json");
        using var map = await api.SendAsync("GET", $"/api/v1/sweeps/{id}/map");
        Assert.Equal(await exported.Content.ReadAsStringAsync(), await map.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Advice_lines_and_slices_come_from_the_map()
    {
        await using var api = await ApiHost.StartAsync();
        var path = $"/api/v1/sweeps/{await api.TrainedAsync()}";

        var slices = await api.GetAsync(path + "/slices");
        Assert.Equal(("B", "degree", 4, 3), ((string)slices["x"]!, (string)slices["y"]!, (int)slices["slices"]![0]!["columns"]!, (int)slices["slices"]![0]!["rows"]!));
        var line = Assert.Single((await api.GetAsync(path + "/isolines?level=0.5"))["lines"]!.AsArray());
        Assert.All(line!["points"]!.AsArray(), point => Assert.Equal(1.5, (double)point!["column"]!, 9));
        var recommended = await api.GetAsync(path + "/recommendation?along=B&groupBy=degree&confidence=0.5");
        Assert.Equal(3, recommended["groups"]!.AsArray().Count);
        Assert.NotEmpty((await api.GetAsync(path + "/importance"))["stability"]!["effects"]!.AsArray());
        await api.JsonAsync(400, "GET", path + "/recommendation?along=nothing");
        await api.JsonAsync(400, "GET", path + "/isolines?level=2");
    }
}
