using Akka.Actor;

namespace SweepCluster.Cluster.Akka.Shells;

/// <summary>What an actor is told in place of an answer when asking for it failed in a way that it does not reckon with.</summary>
internal sealed record Mistake(Exception Cause) : INoSerializationVerificationNeeded
{
    public static object Of(Exception cause) => new Mistake(cause);
}
