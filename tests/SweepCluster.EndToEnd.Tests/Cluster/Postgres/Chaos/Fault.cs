namespace SweepCluster.EndToEnd.Tests.Cluster.Postgres.Chaos;

/// <summary>What may go wrong.</summary>
internal enum FaultKind
{
    /// <summary><c>kill -9</c>, and a new start after a while.</summary>
    Kill,

    /// <summary>SIGSTOP, and SIGCONT after a while.</summary>
    Stop,

    /// <summary>The node's connections to the database are reset, and refused for a while.</summary>
    Cut,

    /// <summary>Nothing passes between the node and the database for a while; then all that was held back arrives.</summary>
    Delay,

    /// <summary>Nothing passes between the node and the database for a while; then the connections are lost with what they held.</summary>
    Lose,

    /// <summary>PostgreSQL ends its connections, stops in order, and starts again after a while.</summary>
    RestartDatabase,

    /// <summary>Every process of PostgreSQL is killed, and it starts again after a while.</summary>
    KillDatabase,

    /// <summary>No node reaches the database for a while.</summary>
    CutDatabase,
}

/// <summary>One thing that goes wrong.</summary>
/// <param name="At">When, after the sweep was submitted.</param>
/// <param name="Member">The node that it happens to, counted from 0, coordinators first; −1 for the database.</param>
/// <param name="For">How long it lasts.</param>
internal sealed record Fault(TimeSpan At, FaultKind Kind, int Member, TimeSpan For)
{
    public bool IsOfDatabase => Member < 0;
}
