using System.Collections.Immutable;

namespace SweepCluster.Node.Configuration;

/// <summary>How a node takes part in a cluster of Akka; means nothing with another engine.</summary>
public sealed record AkkaSettings
{
    /// <summary>The name or address by which other nodes reach this one; null for the host's name, or the loopback where the store is on this machine.</summary>
    public string? Host { get; init; }

    /// <summary>The port by which other nodes reach this one; 0 for any that is free.</summary>
    public int Port { get; init; }

    /// <summary>The address that it listens on; null for <see cref="Host"/>, or for all when that is null and not the loopback.</summary>
    public string? BindHost { get; init; }

    /// <summary>The port that it listens on; null for <see cref="Port"/>.</summary>
    public int? BindPort { get; init; }

    /// <summary>Nodes to join by, as <c>host:port</c>; empty to find them in the store.</summary>
    public ImmutableArray<string> Seeds { get; init; } = [];

    /// <summary>What all nodes of the cluster share, and sign what they say with.</summary>
    public string? Secret { get; init; }

    /// <summary>A PKCS #12 file with this node's certificate and key; null for connections in the clear.</summary>
    public string? Certificate { get; init; }

    /// <summary>What opens the certificate's file.</summary>
    public string? CertificatePassword { get; init; }

    /// <summary>Where it is reached; never what is secret.</summary>
    public override string ToString() => $"{Host ?? "this machine"}:{Port}";
}
