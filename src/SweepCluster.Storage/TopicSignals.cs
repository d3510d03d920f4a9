namespace SweepCluster.Storage;

/// <summary>How often each topic was raised in this process, and who waits for the next time. From any thread.</summary>
/// <param name="clock">Tells when a wait has lasted long enough.</param>
public sealed class TopicSignals(TimeProvider clock)
{
    private readonly Signal[] _next = [.. Enum.GetValues<StoreTopic>().Select(_ => new Signal(0))];

    /// <summary>How often the topic was raised.</summary>
    public long Heard(StoreTopic topic) => Volatile.Read(ref _next[(int)topic]).Before;

    /// <summary>Wakes everyone who waits for one of the topics.</summary>
    public void Raise(params ReadOnlySpan<StoreTopic> topics)
    {
        foreach (var topic in topics)
        {
            ref var next = ref _next[(int)topic];
            var signal = Volatile.Read(ref next);
            while (Interlocked.CompareExchange(ref next, new Signal(signal.Before + 1), signal) is var found && found != signal)
            {
                signal = found;
            }

            signal.Raised.SetResult();
        }
    }

    /// <summary>Returns when the topic was raised more often than that, or after the time.</summary>
    public async Task WaitAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation)
    {
        var signal = Volatile.Read(ref _next[(int)topic]);
        if (signal.Before > heard)
        {
            return;
        }

        try
        {
            await signal.Raised.Task.WaitAsync(atMost, clock, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The caller looks for itself now, as after a signal.
        }
    }

    /// <summary>What is raised next, after so many before it.</summary>
    private sealed class Signal(long before)
    {
        public long Before => before;

        public TaskCompletionSource Raised { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
