namespace SweepCluster.Node.Tests.Http;

public class ZoomRouteTests
{
    [Fact]
    public async Task A_zoom_begins_with_its_parents_trials_and_runs()
    {
        await using var api = await ApiHost.StartAsync();
        var parent = await api.TrainedAsync();

        var child = await api.JsonAsync(201, "POST", $"/api/v1/sweeps/{parent}/zoom", """{"x": {"from": 2, "to": 8}, "columns": 5}""");

        // Two values of the parent's window are kept with all rows, and so are the references.
        Assert.Equal(("tiny-zoom", "running"), ((string)child["name"]!, (string)child["state"]!));
        Assert.True((long)child["progress"]!["finished"]! >= 18);
        var drawing = await api.GetAsync($"/api/v1/sweeps/{(string)child["id"]!}/drawing");
        Assert.Equal(["2", "4", "8"], drawing["x"]!["values"]!.AsArray().Select(value => (string)value!).Intersect(["2", "4", "8"]));
        Assert.Equal(5, drawing["x"]!["values"]!.AsArray().Count);
        var again = await api.JsonAsync(200, "POST", $"/api/v1/sweeps/{parent}/zoom", """{"x": {"from": 2, "to": 8}, "columns": 5}""");
        Assert.Equal((string)child["id"]!, (string)again["id"]!);
    }

    [Theory]
    [InlineData(400, "{}")]
    [InlineData(400, """{"x": {"from": 4, "to": 2}}""")]
    [InlineData(400, """{"x": {"from": 2, "to": 4}, "columns": 1}""")]
    [InlineData(422, """{"x": {"from": 2, "to": 400}}""")]
    public async Task A_window_that_makes_no_sense_is_refused(int status, string window)
    {
        await using var api = await ApiHost.StartAsync();
        await api.JsonAsync(status, "POST", $"/api/v1/sweeps/{await api.TrainedAsync()}/zoom", window);
    }

    [Fact]
    public async Task A_viewer_cannot_zoom()
    {
        await using var api = await ApiHost.StartAsync();
        await api.JsonAsync(403, "POST", $"/api/v1/sweeps/{await api.TrainedAsync()}/zoom", """{"x": {"from": 2, "to": 4}}""", token: ApiHost.Viewer);
    }
}
