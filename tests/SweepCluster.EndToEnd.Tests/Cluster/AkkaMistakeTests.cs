#if WITH_AKKA
using System.Diagnostics;

namespace SweepCluster.EndToEnd.Tests.Cluster;

/// <summary>What a node says that cannot take part in its cluster.</summary>
public sealed class AkkaMistakeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-mistakes-").FullName;

    [Fact]
    public async Task One_that_speaks_otherwise_than_its_cluster_says_so_in_a_line_and_ends()
    {
        await using var first = Start("first", secret: "what-these-nodes-share");
        await first.AddressAsync();
        await using var second = Start("second", secret: null);
        Assert.Equal(1, await second.EndAsync());
        Assert.StartsWith("sweep: The nodes of this cluster speak akka.signed.tcp, and this one speaks akka.tcp: ", second.Log[^1], StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private NodeProcess Start(string name, string? secret)
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "sweep.dll"), "node", "--engine", "akka", "--store", "sqlite:sweep.db", "--listen", "http://127.0.0.1:0", "--log-format", "text"];
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _folder };
        if (secret is not null)
        {
            start.Environment["SWEEP_AKKA_SECRET"] = secret;
        }

        return new NodeProcess(start, Path.Combine(_folder, $"{name}.log"));
    }
}
#endif
