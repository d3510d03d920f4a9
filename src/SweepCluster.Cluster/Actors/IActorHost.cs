namespace SweepCluster.Cluster.Actors;

/// <summary>Where actors live: in mailboxes of this process, or inside another actor system.</summary>
public interface IActorHost
{
    /// <summary>Begins an actor's life.</summary>
    /// <param name="name">For logs: the kind of actor, then what tells it from others of its kind.</param>
    /// <param name="create">Makes the actor, at the start and after each failure.</param>
    /// <param name="start">The first message of every incarnation.</param>
    IRunningActor<TMessage> Run<TMessage, TEffect>(
        string name,
        Func<IActor<TMessage, TEffect>> create,
        IEffects<TEffect, TMessage> effects,
        TMessage start,
        TimeProvider clock,
        IActorJournal journal)
        where TMessage : class;
}

/// <summary>An actor that lives; disposing of it stops it after the message that it works on and cancels its effects.</summary>
public interface IRunningActor<in TMessage> : IAsyncDisposable
{
    /// <summary>Ends when the actor is disposed of, or with an <see cref="ActorFailedException"/> when it was given up.</summary>
    Task Completion { get; }

    /// <summary>Messages that wait.</summary>
    int Depth { get; }

    /// <summary>Tells the actor something; waits while too much waits, and does nothing once it has ended.</summary>
    ValueTask TellAsync(TMessage message);

    /// <summary>Tells the actor something that will be said again: it is dropped when too much waits.</summary>
    void Nudge(TMessage message);
}
