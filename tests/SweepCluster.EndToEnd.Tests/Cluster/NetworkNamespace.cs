using System.Diagnostics;
using System.Net;

namespace SweepCluster.EndToEnd.Tests.Cluster;

/// <summary>A network of its own on this machine, joined to ours by one cable that can be pulled.</summary>
internal sealed class NetworkNamespace : IAsyncDisposable
{
    private readonly string _cable;

    private NetworkNamespace(string name, string cable, IPAddress host, IPAddress guest) => (Name, _cable, Host, Guest) = (name, cable, host, guest);

    public string Name { get; }

    /// <summary>Where programs in it reach this machine.</summary>
    public IPAddress Host { get; }

    /// <summary>Where this machine reaches programs in it.</summary>
    public IPAddress Guest { get; }

    /// <summary>Makes one; null where the machine does not allow it.</summary>
    /// <param name="number">Another one for each that is there at a time, below 64.</param>
    public static async Task<NetworkNamespace?> TryCreateAsync(int number)
    {
        // Several of these tests may run on one machine at a time.
        var key = $"{Environment.ProcessId % 10_000}x{number}";
        var (name, ours, theirs) = ($"sweep-{key}", $"sw{key}h", $"sw{key}n");
        var (third, fourth) = (Environment.ProcessId % 250, number * 4);
        var network = new NetworkNamespace(name, ours, new IPAddress([10, 213, (byte)third, (byte)(fourth + 1)]), new IPAddress([10, 213, (byte)third, (byte)(fourth + 2)]));
        string[] steps =
        [
            $"netns add {name}",
            $"link add {ours} type veth peer name {theirs} netns {name}",
            $"addr add {network.Host}/30 dev {ours}",
            $"link set {ours} up",
            $"-n {name} addr add {network.Guest}/30 dev {theirs}",
            $"-n {name} link set {theirs} up",
            $"-n {name} link set lo up",
        ];
        foreach (var step in steps)
        {
            if (!await IpAsync(step))
            {
                await network.DisposeAsync();
                return null;
            }
        }

        return network;
    }

    /// <summary>Pulls the cable: nothing passes, and neither side is told.</summary>
    public async Task PullAsync() => Assert.True(await IpAsync($"link set {_cable} down"));

    public async Task PlugAsync() => Assert.True(await IpAsync($"link set {_cable} up"));

    public async ValueTask DisposeAsync()
    {
        await IpAsync($"link del {_cable}");
        await IpAsync($"netns del {Name}");
    }

    private static async Task<bool> IpAsync(string arguments)
    {
        try
        {
            using var ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
            await ip.StandardError.ReadToEndAsync();
            await ip.WaitForExitAsync();
            return ip.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
