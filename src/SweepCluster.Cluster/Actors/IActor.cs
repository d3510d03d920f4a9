namespace SweepCluster.Cluster.Actors;

/// <summary>
/// What someone knows and decides: it takes a message, changes its own state and says what is to be done. It does
/// nothing itself, reads no clock and is called by one thread at a time, so it runs in a mailbox of this process or
/// inside another actor system alike, and tests drive it without either.
/// </summary>
/// <typeparam name="TMessage">What it may be told.</typeparam>
/// <typeparam name="TEffect">What it may want done; see <see cref="IEffects{TEffect, TMessage}"/>.</typeparam>
public interface IActor<in TMessage, out TEffect>
{
    /// <summary>The effects of a message, in the order in which they are to be started.</summary>
    IEnumerable<TEffect> On(TMessage message);
}

/// <summary>Does what actors want done.</summary>
public interface IEffects<in TEffect, TMessage>
{
    /// <summary>
    /// Does it and returns what the actor is to be told; null for nothing. An ordinary failure, such as a store that
    /// is away, is such a message too: an exception here is an error of the program and restarts the actor.
    /// </summary>
    Task<TMessage?> RunAsync(TEffect effect, CancellationToken cancellation);
}
