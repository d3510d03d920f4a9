using Akka.Actor;
using SweepCluster.Cluster.Actors;

namespace SweepCluster.Cluster.Akka.Shells;

/// <summary>Gives each actor a shell in the actor system.</summary>
internal sealed class ShellHost(ActorSystem system) : IActorHost
{
    public IRunningActor<TMessage> Run<TMessage, TEffect>(
        string name,
        Func<IActor<TMessage, TEffect>> create,
        IEffects<TEffect, TMessage> effects,
        TMessage start,
        TimeProvider clock,
        IActorJournal journal)
        where TMessage : class
    {
        var monitor = new ShellMonitor();
        var behaviour = new ShellBehaviour<TMessage, TEffect>(name, create, effects, start, RestartPolicy.Default, clock, journal);

        // Asks nobody: a shell may be begun by the effect of another one, whose thread must not wait.
        var shell = system.ActorOf(Props.Create(() => new ActorShell<TMessage, TEffect>(behaviour, monitor)));
        return new RunningShell<TMessage>(name, system, shell, monitor, journal);
    }
}
