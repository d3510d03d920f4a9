using System.Collections.Immutable;

namespace SweepCluster.Cluster.Akka;

/// <summary>How a node takes part in a cluster of Akka.</summary>
/// <param name="Node">The node's id, as <see cref="ClusterNodeOptions.Id"/>.</param>
public sealed record AkkaEngineOptions(string Node)
{
    /// <summary>Whether sweeps may be placed on it.</summary>
    public bool IsCoordinator { get; init; } = true;

    /// <summary>Whether it trains.</summary>
    public bool IsWorker { get; init; } = true;

    /// <summary>The name or address by which other nodes reach it.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The port by which other nodes reach it; 0 for any that is free.</summary>
    public int Port { get; init; }

    /// <summary>The address that it listens on; null for <see cref="Host"/>.</summary>
    public string? BindHost { get; init; }

    /// <summary>The port that it listens on; null for <see cref="Port"/>.</summary>
    public int? BindPort { get; init; }

    /// <summary>
    /// Nodes to join by, as <c>host:port</c>; a name with several addresses stands for all of them. Empty to ask the
    /// store which nodes there are.
    /// </summary>
    public ImmutableArray<string> Seeds { get; init; } = [];

    /// <summary>A PKCS #12 file with the certificate and the key of this node; null for connections in the clear.</summary>
    public string? Certificate { get; init; }

    /// <summary>What opens the certificate's file.</summary>
    public string? CertificatePassword { get; init; }

    /// <summary>
    /// What all nodes of the cluster know and strangers do not: every message is signed with it. Null for a cluster
    /// that whoever reaches it can join.
    /// </summary>
    public string? Secret { get; init; }

    /// <summary>How often the node says that it is alive and sweeps that nobody runs are looked for.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a coordinator owns a sweep in the store without a word.</summary>
    public TimeSpan Ownership { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a member that is not heard of may be silent in the store too before it counts as dead.</summary>
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long the engine's timers may stand still before the node is given up, in whole seconds.</summary>
    public TimeSpan StillFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long two halves of a cluster that both reach the store wait for each other before one gives way.</summary>
    public TimeSpan PartitionPatience { get; init; } = TimeSpan.FromSeconds(20);
}
