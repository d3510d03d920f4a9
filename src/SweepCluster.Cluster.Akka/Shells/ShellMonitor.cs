using SweepCluster.Cluster.Actors;

namespace SweepCluster.Cluster.Akka.Shells;

/// <summary>What is known of an actor from outside: how much waits for it, and whether it lives.</summary>
internal sealed class ShellMonitor
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _depth;
    private volatile bool _isDisposed;

    public Task Completion => _completion.Task;

    public int Depth => Volatile.Read(ref _depth);

    public void Waiting() => Interlocked.Increment(ref _depth);

    public void Taken() => Interlocked.Decrement(ref _depth);

    /// <summary>From now on the actor's end is wanted.</summary>
    public void Dispose() => _isDisposed = true;

    public void GivenUp(string name, Exception failure) => _completion.TrySetException(new ActorFailedException(name, failure));

    /// <summary>An end that nobody wanted is that of the actor system: the cluster has put this node out.</summary>
    public void Stopped()
    {
        if (_isDisposed)
        {
            _completion.TrySetResult();
        }
        else
        {
            _completion.TrySetException(new ActorFailedException("The cluster has put this node out. Start it again to join anew."));
        }
    }
}
