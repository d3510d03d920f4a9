using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using SweepCluster.Cluster.Engines;
using SweepCluster.Storage.Nodes;

namespace SweepCluster.Cluster.Akka.Membership;

/// <summary>Whom a node asks to join. The first of a list forms a cluster when nobody answers, so every node must order it alike.</summary>
internal static class Seeds
{
    private static readonly TimeSpan Present = TimeSpan.FromSeconds(10);

    /// <summary>The nodes that the store has heard of lately and that speak as this one does, oldest first.</summary>
    /// <param name="self">This node's address, which is among them.</param>
    /// <exception cref="EngineException">The cluster that there is speaks in another way.</exception>
    public static ImmutableArray<Address> Of(IEnumerable<KnownNode> nodes, Address self)
    {
        var known = (from node in nodes
                     where node.SilentFor < Present && node.Description.EngineAddress is not null
                     orderby node.Description.StartedAt, node.Description.Id
                     select (Address: Address.Parse(node.Description.EngineAddress!), node.Description.IsJoining)).ToArray();
        var members = known.Where(node => !node.IsJoining).Select(node => node.Address.Protocol).ToHashSet(StringComparer.Ordinal);
        if (members.Count > 0 && !members.Contains(self.Protocol))
        {
            throw new EngineException(
                $"The nodes of this cluster speak {members.Order(StringComparer.Ordinal).First()}, and this one speaks {self.Protocol}: give all of them the same akka.secret, and akka.certificate to all or none.");
        }

        return [.. known.Select(node => node.Address).Where(address => address.Protocol == self.Protocol).DefaultIfEmpty(self)];
    }

    /// <summary>All addresses of configured nodes, in the order of their text.</summary>
    /// <param name="seeds">As <c>host:port</c>.</param>
    /// <param name="self">Tells protocol and system; takes its own place in the list whatever it is called there.</param>
    /// <param name="resolve">The addresses of a name; none when there is no such name now.</param>
    public static async Task<ImmutableArray<Address>> OfAsync(IEnumerable<string> seeds, Address self, Func<string, Task<IPAddress[]>> resolve)
    {
        var addresses = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var seed in seeds)
        {
            var colon = seed.LastIndexOf(':');
            var (host, port) = (seed[..colon], seed[(colon + 1)..]);
            if (host == self.Host || IPAddress.TryParse(host, out _))
            {
                addresses.Add($"{host}:{port}");
                continue;
            }

            var found = await resolve(host).ConfigureAwait(false);
            addresses.UnionWith(found.Length > 1 ? found.Select(address => $"{address}:{port}") : [$"{host}:{port}"]);
        }

        return [.. addresses.Select(address => Parse(address, self))];
    }

    /// <summary>Asks the system for the IPv4 addresses of a name.</summary>
    public static async Task<IPAddress[]> ResolveAsync(string name)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(name, AddressFamily.InterNetwork).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            return [];
        }
    }

    private static Address Parse(string seed, Address self)
    {
        var colon = seed.LastIndexOf(':');
        return new Address(self.Protocol, self.System, seed[..colon], int.Parse(seed[(colon + 1)..], CultureInfo.InvariantCulture));
    }
}
