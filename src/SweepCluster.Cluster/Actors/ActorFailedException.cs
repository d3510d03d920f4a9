namespace SweepCluster.Cluster.Actors;

/// <summary>An actor was given up: it failed too often, and its last failure is inside, or its engine has ended.</summary>
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
