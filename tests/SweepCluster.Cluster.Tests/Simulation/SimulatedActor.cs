using SweepCluster.Cluster.Actors;

namespace SweepCluster.Cluster.Tests.Simulation;

/// <summary>An actor of a simulated node: its messages and effects come when the simulation says.</summary>
/// <param name="perform">Does an effect, now or later, and tells the answer.</param>
internal sealed class SimulatedActor<TMessage, TEffect>(SimulatedNode node, IActor<TMessage, TEffect> actor, Action<SimulatedActor<TMessage, TEffect>, TEffect> perform)
{
    private bool _isEnded;

    public SimulatedNode Node => node;

    public void End() => _isEnded = true;

    /// <summary>Tells the actor something after a while; later when its node stands still then, never when it is dead.</summary>
    public void Tell(TimeSpan after, TMessage message) => node.After(after, () =>
    {
        if (!_isEnded)
        {
            foreach (var effect in actor.On(message))
            {
                perform(this, effect);
            }
        }
    });
}
