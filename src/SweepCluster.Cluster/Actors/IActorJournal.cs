namespace SweepCluster.Cluster.Actors;

/// <summary>Learns what goes wrong with actors, so that nothing fails silently.</summary>
public interface IActorJournal
{
    /// <param name="restartIn">When the actor starts afresh; null when it was given up.</param>
    void Failed(string actor, Exception failure, TimeSpan? restartIn);

    /// <summary>A message came after the actor's end.</summary>
    void Undelivered(string actor, object message);
}
