using System.IO.Compression;
using System.Net;
using System.Runtime.InteropServices;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Export.Maps;

namespace SweepCluster.Node.Tests.Http;

public class PictureRouteTests
{
    private static readonly string Scattered = ApiHost.File
        .Replace("name: tiny", "name: scattered\nstrategy: {kind: random, cells: 5}", StringComparison.Ordinal)
        .Replace("values: [1, 2, 4, 8]", "log: {from: 1, to: 8, count: 3}", StringComparison.Ordinal);

    private static readonly string Wide = ApiHost.File
        .Replace("name: tiny", "name: wide", StringComparison.Ordinal)
        .Replace("values: [1, 2, 4, 8]", "log: {from: 1, to: 8, count: 512}", StringComparison.Ordinal)
        .Replace("[2, 4, 6]", "[2, 4, 6, 8]", StringComparison.Ordinal);

    [Fact]
    public async Task A_drawing_has_axes_ranges_and_the_colours_of_every_export()
    {
        await using var api = await ApiHost.StartAsync();
        var drawing = await api.GetAsync($"/api/v1/sweeps/{await api.TrainedAsync()}/drawing");

        Assert.Equal(("B", "listed", "degree"), ((string)drawing["x"]!["name"]!, (string)drawing["x"]!["scale"]!, (string)drawing["y"]!["name"]!));
        Assert.Equal(["1", "2", "4", "8"], drawing["x"]!["values"]!.AsArray().Select(value => (string)value!));
        Assert.Equal(OutcomeDescription.All.Select(outcome => OutcomePalette.Of(outcome.Outcome).Hex), drawing["outcomes"]!.AsArray().Select(outcome => (string)outcome!["colour"]!));
        Assert.Equal((12, 12), (Trials("stable"), Trials("diverged")));
        var accuracy = drawing["layers"]!.AsArray().Single(layer => (string)layer!["name"]! == "accuracy")!;
        Assert.Equal((0.9, 0.9), ((double)accuracy["low"]!, (double)accuracy["high"]!));
        Assert.Equal(("accuracy", 12, 0), ((string)drawing["scoreKind"]!, (int)drawing["cells"]!, (int)drawing["pendingCells"]!));

        int Trials(string name) => (int)drawing["outcomes"]!.AsArray().Single(outcome => (string)outcome!["name"]! == name)!["trials"]!;
    }

    [Fact]
    public async Task A_tile_has_a_code_for_each_place_and_then_its_numbers()
    {
        await using var api = await ApiHost.StartAsync();
        var path = $"/api/v1/sweeps/{await api.TrainedAsync()}/tiles";

        var labels = await BytesAsync(api, path + "/label/0/0/0");
        var accuracy = await BytesAsync(api, path + "/accuracy/0/0/0");

        var (stable, diverged) = ((byte)0, (byte)OutcomeDescription.Severity(Outcome.Diverged));
        Assert.Equal([diverged, diverged, stable, stable], labels[..4]);
        Assert.Equal(12, labels.Length);
        Assert.Equal(12 + (12 * sizeof(float)), accuracy.Length);
        Assert.Equal(labels, accuracy[..12]);
        Assert.Equal([float.NaN, float.NaN, 0.9f, 0.9f], MemoryMarshal.Cast<byte, float>(accuracy.AsSpan(12))[..4].ToArray());
    }

    [Fact]
    public async Task Places_without_a_result_are_pending()
    {
        await using var api = await ApiHost.StartAsync();
        var labels = await BytesAsync(api, $"/api/v1/sweeps/{await api.SubmitAsync()}/tiles/label/0/0/0");
        Assert.All(labels, code => Assert.Equal(14, code));
    }

    [Fact]
    public async Task A_tile_that_has_not_changed_is_not_sent_again()
    {
        await using var api = await ApiHost.StartAsync();
        var path = $"/api/v1/sweeps/{await api.TrainedAsync()}/tiles/p/0/0/0";
        using var first = await api.SendAsync("GET", path);
        using var request = ApiHost.Request("GET", path);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await api.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task Tiles_that_are_not_there_are_refused()
    {
        await using var api = await ApiHost.StartAsync();
        var path = $"/api/v1/sweeps/{await api.TrainedAsync()}/tiles";
        await api.JsonAsync(404, "GET", path + "/colour/0/0/0");
        await api.JsonAsync(404, "GET", path + "/p/1/0/0");
        await api.JsonAsync(404, "GET", path + "/p/0/1/0");
        await api.JsonAsync(400, "GET", path + "/p/-1/0/0");
        await api.JsonAsync(400, "GET", path + "/p/0/0/0?slice=1");
    }

    [Fact]
    public async Task The_coarsest_tile_is_asked_for_without_knowing_its_level()
    {
        await using var api = await ApiHost.StartAsync();
        var path = $"/api/v1/sweeps/{await api.TrainedAsync()}/tiles/label";
        Assert.Equal(await BytesAsync(api, path + "/0/0/0"), await BytesAsync(api, path + "/coarsest/0/0"));
    }

    [Fact]
    public async Task Cells_that_make_no_grid_have_a_drawing_and_no_tile()
    {
        await using var api = await ApiHost.StartAsync();
        var path = $"/api/v1/sweeps/{await api.SubmitAsync(Scattered)}";
        using var coarsest = await api.SendAsync("GET", path + "/tiles/label/coarsest/0/0");
        Assert.Equal(HttpStatusCode.NoContent, coarsest.StatusCode);
        await api.JsonAsync(404, "GET", path + "/tiles/label/0/0/0");
        Assert.True((bool)(await api.GetAsync(path + "/drawing"))["isScattered"]!);
        Assert.Equal(0, (int)(await api.GetAsync(path + "/offgrid"))["total"]!);
    }

    [Fact]
    public async Task A_large_tile_is_packed_for_who_takes_gzip_under_a_tag_of_its_own()
    {
        await using var api = await ApiHost.StartAsync();
        var path = $"/api/v1/sweeps/{await api.SubmitAsync(Wide)}/tiles/label/coarsest/0/0";
        using var plain = await api.SendAsync("GET", path);
        using var request = ApiHost.Request("GET", path);
        request.Headers.AcceptEncoding.Add(new("gzip"));
        using var packed = await api.Client.SendAsync(request);

        Assert.Equal((0, "gzip", "Accept-Encoding"), (plain.Content.Headers.ContentEncoding.Count, packed.Content.Headers.ContentEncoding.Single(), packed.Headers.Vary.Single()));
        Assert.NotEqual(plain.Headers.ETag, packed.Headers.ETag);
        await using var unpacked = new GZipStream(await packed.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        await unpacked.CopyToAsync(bytes);
        Assert.Equal(await plain.Content.ReadAsByteArrayAsync(), bytes.ToArray());
        Assert.Equal(2048, bytes.Length);
    }

    [Fact]
    public async Task A_cell_is_found_by_its_place_and_by_its_id()
    {
        await using var api = await ApiHost.StartAsync();
        var path = $"/api/v1/sweeps/{await api.TrainedAsync()}/cell";
        var placed = await api.GetAsync(path + "?column=3&row=1");
        var named = await api.GetAsync($"{path}?cell={Uri.EscapeDataString((string)placed["id"]!)}");

        Assert.Equal(("8", "4", "stable"), ((string)placed["coordinates"]!["B"]!, (string)placed["coordinates"]!["degree"]!, (string)placed["label"]!));
        Assert.Equal(placed.ToJsonString(), named.ToJsonString());
        await api.JsonAsync(404, "GET", path + "?column=4");
        await api.JsonAsync(404, "GET", path + "?cell=nothing");
    }

    private static async Task<byte[]> BytesAsync(ApiHost api, string path)
    {
        using var response = await api.SendAsync("GET", path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType!.MediaType);
        return await response.Content.ReadAsByteArrayAsync();
    }
}
