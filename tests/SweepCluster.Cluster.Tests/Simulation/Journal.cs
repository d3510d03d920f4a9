using SweepCluster.Cluster.Actors;

namespace SweepCluster.Cluster.Tests.Simulation;

/// <summary>A journal in which nothing may be written.</summary>
internal sealed class Journal : IActorJournal
{
    public static Journal Throwing { get; } = new();

    public void Failed(string actor, Exception failure, TimeSpan? restartIn) => throw new InvalidOperationException($"{actor} failed.", failure);

    public void Undelivered(string actor, object message) => throw new InvalidOperationException($"{actor} was told {message} after its end.");
}
