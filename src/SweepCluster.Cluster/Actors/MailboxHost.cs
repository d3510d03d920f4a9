namespace SweepCluster.Cluster.Actors;

/// <summary>Gives each actor a <see cref="Mailbox{TMessage, TEffect}"/> of this process.</summary>
public sealed class MailboxHost : IActorHost
{
    private MailboxHost()
    {
    }

    public static MailboxHost Instance { get; } = new();

    public IRunningActor<TMessage> Run<TMessage, TEffect>(
        string name,
        Func<IActor<TMessage, TEffect>> create,
        IEffects<TEffect, TMessage> effects,
        TMessage start,
        TimeProvider clock,
        IActorJournal journal)
        where TMessage : class =>
        new Mailbox<TMessage, TEffect>(name, create, effects, start, RestartPolicy.Default, clock, journal);
}
