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
    private readonly TopicSignals _signals = new(time);
    private readonly Dictionary<StoreTopic, Topic> _topics = Enum.GetValues<StoreTopic>().ToDictionary(topic => topic, _ => new Topic());
    private CancellationTokenSource? _interrupt;

    /// <summary>How often the topic was woken.</summary>
    public long Heard(StoreTopic topic) => _signals.Heard(topic);

    /// <summary>Returns when the topic was woken more often than that, or after the time.</summary>
    public async Task WaitAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation)
    {
        var interrupted = Enter(topic);
        try
        {
            await interrupted.ConfigureAwait(false);
            await _signals.WaitAsync(topic, heard, atMost, cancellation).ConfigureAwait(false);
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

    public void Wake(params ReadOnlySpan<StoreTopic> topics) => _signals.Raise(topics);

    // Cancelled under the lock, before the listener can forget and dispose it; what that sets off runs elsewhere.
    private Task Enter(StoreTopic name)
    {
        lock (_lock)
        {
            var topic = _topics[name];
            topic.Waiting++;
            return topic.IsWanted || _interrupt is null ? Task.CompletedTask : _interrupt.CancelAsync();
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

    private sealed class Topic
    {
        public int Waiting { get; set; }

        /// <summary>When somebody last stopped waiting, as a timestamp; null while nobody has.</summary>
        public long? LeftAt { get; set; }

        /// <summary>Whether it was wanted when the listener last asked.</summary>
        public bool IsWanted { get; set; }
    }
}
