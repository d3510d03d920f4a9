namespace SweepCluster.Storage.Postgres.Connections;

/// <summary>Who waits for which topic, and which topics are worth listening to. From any thread.</summary>
internal sealed class TopicWaits(TimeProvider time)
{
    /// <summary>
    /// A topic that nobody has waited for during this time is not listened to. Longer than an idle worker rests between
    /// two waits, and no longer: the server wakes every process that listens at every announcement.
    /// </summary>
    public static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<StoreTopic, Topic> _topics = Enum.GetValues<StoreTopic>().ToDictionary(topic => topic, _ => new Topic());
    private CancellationTokenSource? _interrupt;

    /// <summary>How often the topic was woken.</summary>
    public long Heard(StoreTopic topic)
    {
        lock (_lock)
        {
            return _topics[topic].Heard;
        }
    }

    /// <summary>Returns when the topic was woken more often than that, or after the time.</summary>
    public async Task WaitAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation)
    {
        var (wakeUp, interrupted) = Enter(topic, heard);
        try
        {
            await interrupted.ConfigureAwait(false);
            await wakeUp.WaitAsync(atMost, time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The caller looks for itself now, as after a wake-up.
        }
        finally
        {
            Leave(topic);
        }
    }

    /// <summary>The topics that somebody waits for, or did a moment ago.</summary>
    /// <param name="interrupt">Cancelled when there is another one; until it is forgotten.</param>
    public HashSet<StoreTopic> Wanted(CancellationTokenSource interrupt)
    {
        lock (_lock)
        {
            _interrupt = interrupt;
            foreach (var topic in _topics.Values)
            {
                topic.IsWanted = topic.Waiting > 0 || (topic.LeftAt is { } left && time.GetElapsedTime(left) < Linger);
            }

            return [.. _topics.Where(entry => entry.Value.IsWanted).Select(entry => entry.Key)];
        }
    }

    /// <summary>The interrupt is about to be disposed.</summary>
    public void Forget(CancellationTokenSource interrupt)
    {
        lock (_lock)
        {
            _interrupt = _interrupt == interrupt ? null : _interrupt;
        }
    }

    public void Wake(StoreTopic topic)
    {
        TaskCompletionSource woken;
        lock (_lock)
        {
            woken = _topics[topic].WakeUp;
            _topics[topic].WakeUp = Signal();
            _topics[topic].Heard++;
        }

        woken.SetResult();
    }

    public void WakeAll()
    {
        foreach (var topic in _topics.Keys)
        {
            Wake(topic);
        }
    }

    // Cancelled under the lock, before the listener can forget and dispose it; what that sets off runs elsewhere.
    private (Task WakeUp, Task Interrupted) Enter(StoreTopic name, long heard)
    {
        lock (_lock)
        {
            var topic = _topics[name];
            topic.Waiting++;
            var wakeUp = topic.Heard > heard ? Task.CompletedTask : topic.WakeUp.Task;
            return (wakeUp, topic.IsWanted || _interrupt is null ? Task.CompletedTask : _interrupt.CancelAsync());
        }
    }

    private void Leave(StoreTopic name)
    {
        lock (_lock)
        {
            _topics[name].Waiting--;
            _topics[name].LeftAt = time.GetTimestamp();
        }
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Topic
    {
        public TaskCompletionSource WakeUp { get; set; } = Signal();

        public long Heard { get; set; }

        public int Waiting { get; set; }

        /// <summary>When somebody last stopped waiting, as a timestamp; null while nobody has.</summary>
        public long? LeftAt { get; set; }

        /// <summary>Whether it was wanted when the listener last asked.</summary>
        public bool IsWanted { get; set; }
    }
}
