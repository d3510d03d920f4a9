using Akka.Actor;
using SweepCluster.Cluster.Actors;

namespace SweepCluster.Cluster.Akka.Shells;

/// <summary>What someone of this process told an actor; it never leaves the process.</summary>
internal sealed record Told<TMessage>(TMessage Message) : INoSerializationVerificationNeeded;

/// <summary>The answer to an effect; it never leaves the process.</summary>
/// <param name="Life">The incarnation that it is for.</param>
/// <param name="Failure">That of the effect, which the actor shares; the message is then null.</param>
internal sealed record Answer<TMessage>(long Life, TMessage? Message, Exception? Failure) : INoSerializationVerificationNeeded;

/// <summary>What a shell runs.</summary>
internal sealed record ShellBehaviour<TMessage, TEffect>(
    string Name,
    Func<IActor<TMessage, TEffect>> Create,
    IEffects<TEffect, TMessage> Effects,
    TMessage Start,
    RestartPolicy Policy,
    TimeProvider Clock,
    IActorJournal Journal);
