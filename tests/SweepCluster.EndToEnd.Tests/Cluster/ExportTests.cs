using SweepCluster.Export;

namespace SweepCluster.EndToEnd.Tests.Cluster;

/// <summary>What a node on SQLite gives away is what an output folder holds.</summary>
public class ExportTests
{
    [Fact]
    public async Task A_node_on_a_folders_store_exports_every_format_as_the_folder_does()
    {
        using var place = new Workplace();
        place.Write("small.yaml", Sweeps.Small);
        Assert.Equal(0, (await place.RunAsync("run", "small.yaml", "--out", "out", "--quiet")).ExitCode);
        await using var node = new ClusterMember("node", "coordinator", $"sqlite:{place.File("out", "sweep.db")}", server: null, place.Folder, settings: []);
        await node.StartAsync();
        var url = (await node.Node.AddressAsync())!.ToString();
        var id = Assert.Single((await place.RunAsync("list", "--url", url, "--quiet")).Lines);
        foreach (var format in ExportFormats.All)
        {
            await AssertSameExportAsync(place, id, url, format.Name);
        }
    }

    [Fact]
    public async Task A_node_on_SQLite_makes_of_a_sweep_what_a_run_makes_of_it()
    {
        using var place = new Workplace();
        place.Write("small.yaml", Sweeps.Small);
        var running = place.RunAsync("run", "small.yaml", "--out", "out", "--quiet");
        await using var node = new ClusterMember("node", "coordinator,worker", $"sqlite:{place.File("node.db")}", server: null, place.Folder, settings: []);
        await node.StartAsync();
        var url = (await node.Node.AddressAsync())!.ToString();
        var id = Assert.Single((await place.RunAsync("submit", "small.yaml", "--url", url, "--quiet")).Lines);
        Assert.Equal(0, (await place.RunAsync("watch", id, "--url", url, "--quiet")).ExitCode);
        Assert.Equal(0, (await running).ExitCode);
        // Trials and arrays also have the seconds that each training took, and the page of a run says on which machine it ran.
        foreach (var format in ExportFormats.All.Where(format => format.Name is not ("trials" or "npz" or "html")))
        {
            await AssertSameExportAsync(place, id, url, format.Name);
        }
    }

    /// <summary>Asserts that the node's export is that of the folder <c>out</c>, to the byte.</summary>
    private static async Task AssertSameExportAsync(Workplace place, string id, string url, string format)
    {
        Assert.Equal(0, (await place.RunAsync("export", "out", "--format", format, "--output", "folder", "--quiet")).ExitCode);
        var ended = await place.RunAsync("export", id, "--url", url, "--format", format, "--output", "node", "--quiet");
        Assert.True(ended.ExitCode == 0, ended.Error);
        Assert.True(File.ReadAllBytes(place.File("folder")).AsSpan().SequenceEqual(File.ReadAllBytes(place.File("node"))), $"The export {format} differs.");
    }
}
