using SweepCluster.Storage;

namespace SweepCluster.Cluster.Akka.WakeUps;

/// <summary>Wakes those of this process that wait for a change.</summary>
internal sealed class LocalWakeUps(TimeProvider clock)
{
    private readonly TaskCompletionSource[] _signals = [.. Enum.GetValues<StoreTopic>().Select(_ => New())];

    /// <summary>Wakes everyone who waits for the topic.</summary>
    public void Raise(StoreTopic topic) => Interlocked.Exchange(ref _signals[(int)topic], New()).TrySetResult();

    /// <summary>Returns when the topic is raised, or after the time.</summary>
    public async Task WaitAsync(StoreTopic topic, TimeSpan atMost, CancellationToken cancellation)
    {
        await Volatile.Read(ref _signals[(int)topic]).Task.WaitAsync(atMost, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
