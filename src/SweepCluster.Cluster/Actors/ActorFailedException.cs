namespace SweepCluster.Cluster.Actors;

/// <summary>An actor failed so often that it was given up; its last failure is inside.</summary>
public sealed class ActorFailedException : Exception
{
    public ActorFailedException()
    {
    }

    public ActorFailedException(string message)
        : base(message)
    {
    }

    public ActorFailedException(string actor, Exception last)
        : base($"{actor} failed too often: {last.Message}", last)
    {
    }
}
