using SweepCluster.Storage;

namespace SweepCluster.Cluster.Akka.WakeUps;

/// <summary>Wakes those of this process that wait for a change.</summary>
internal sealed class LocalWakeUps(TimeProvider clock)
{
    private readonly Signal[] _signals = [.. Enum.GetValues<StoreTopic>().Select(_ => new Signal(0))];

    /// <summary>How often the topic was raised.</summary>
    public long Heard(StoreTopic topic) => Volatile.Read(ref _signals[(int)topic]).Before;

    /// <summary>Wakes everyone who waits for the topic.</summary>
    public void Raise(StoreTopic topic)
    {
        var signal = Volatile.Read(ref _signals[(int)topic]);
        while (Interlocked.CompareExchange(ref _signals[(int)topic], new Signal(signal.Before + 1), signal) is var found && found != signal)
        {
            signal = found;
        }

        signal.Raised.TrySetResult();
    }

    /// <summary>Returns when the topic was raised more often than that, or after the time.</summary>
    public async Task WaitAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation)
    {
        var signal = Volatile.Read(ref _signals[(int)topic]);
        if (signal.Before <= heard)
        {
            await signal.Raised.Task.WaitAsync(atMost, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>What is raised next, after so many before it.</summary>
    private sealed class Signal(long before)
    {
        public long Before => before;

        public TaskCompletionSource Raised { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
