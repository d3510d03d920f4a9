namespace SweepCluster.Cluster.Tests.Simulation;

/// <summary>How often what goes wrong, for each call to the store unless said otherwise.</summary>
internal sealed record Faults
{
    /// <summary>The call does not reach the store.</summary>
    public double Lost { get; init; }

    /// <summary>The store does it, but the answer is lost.</summary>
    public double AnswerLost { get; init; }

    /// <summary>The call reaches the store twice.</summary>
    public double Repeated { get; init; }

    /// <summary>For each second: a node dies and another starts in its place.</summary>
    public double Crash { get; init; }

    /// <summary>For each second: a node stands still for up to a minute.</summary>
    public double Freeze { get; init; }

    /// <summary>For each second: a node cannot reach the store for up to a minute.</summary>
    public double Partition { get; init; }

    /// <summary>For each second: a node leaves in order and another starts.</summary>
    public double Drain { get; init; }

    /// <summary>The cluster is left alone after this time, so that it can end.</summary>
    public TimeSpan Until { get; init; } = TimeSpan.FromMinutes(3);

    public static Faults None { get; } = new() { Until = TimeSpan.Zero };

    public static Faults Some { get; } = new() { Lost = 0.03, AnswerLost = 0.03, Repeated = 0.03, Crash = 0.03, Freeze = 0.01, Partition = 0.01, Drain = 0.01 };
}
