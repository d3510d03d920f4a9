using Akka.Actor;
using SweepCluster.Cluster.Actors;

namespace SweepCluster.Cluster.Akka.Shells;

/// <summary>An actor in the actor system, as the rest of the process sees it.</summary>
internal sealed class RunningShell<TMessage>(string name, ActorSystem system, IActorRef shell, ShellMonitor monitor, IActorJournal journal) : IRunningActor<TMessage>
    where TMessage : class
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(5);

    private readonly IDisposable _watched = QueueDepths.Watch($"mailbox-{name.Split(' ')[0]}", Mailbox<TMessage, object>.Capacity, () => monitor.Depth);

    public Task Completion => monitor.Completion;

    public int Depth => monitor.Depth;

    public ValueTask TellAsync(TMessage message)
    {
        if (monitor.Completion.IsCompleted)
        {
            journal.Undelivered(name, message);
            return ValueTask.CompletedTask;
        }

        Tell(message);
        return ValueTask.CompletedTask;
    }

    public void Nudge(TMessage message)
    {
        if (monitor.Depth < Mailbox<TMessage, object>.Capacity)
        {
            Tell(message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        monitor.Dispose();
        _watched.Dispose();
        system.Stop(shell);
        await monitor.Completion.WaitAsync(StopWithin).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Tell(TMessage message)
    {
        monitor.Waiting();
        shell.Tell(new Told<TMessage>(message), ActorRefs.NoSender);
    }
}
