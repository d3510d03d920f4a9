using System.Net;
using System.Net.Sockets;

namespace SweepCluster.Node.Http.Access;

/// <summary>Tells clients apart by where they come from.</summary>
internal static class ClientAddress
{
    /// <summary>The address; of IPv6 the network, since a client has as many addresses in it as it likes.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "none";
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetworkV6 && !IPAddress.IsLoopback(plain)
            ? Convert.ToHexString(plain.GetAddressBytes().AsSpan(0, 8))
            : plain.ToString();
    }
}
