namespace SweepCluster.Storage.Sqlite;

/// <summary>
/// Wakes those who wait for a change. This process's changes wake at once those that wait for their topics; another
/// process's are found by SQLite's counter of foreign commits, read as long as someone waits, and wake all.
/// </summary>
/// <param name="seen">What the counter of commits by other connections said when the file was opened.</param>
/// <param name="foreignChanges">Reads that counter.</param>
/// <param name="clock">Tells when a wait has lasted long enough.</param>
internal sealed class SqliteChanges(long seen, Func<Task<long>> foreignChanges, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private static readonly StoreTopic[] AllTopics = Enum.GetValues<StoreTopic>();

    private readonly Lock _lock = new();
    private readonly TopicSignals _signals = new(clock);
    private readonly CancellationTokenSource _closing = new();
    private Task _looking = Task.CompletedTask;
    private long _seen = seen;
    private int _waiting;
    private bool _isLooking;

    /// <summary>Says that something concerning these topics was committed.</summary>
    public void Publish(params ReadOnlySpan<StoreTopic> topics) => _signals.Raise(topics);

    /// <summary>Changes so far that concern the topic.</summary>
    public long Heard(StoreTopic topic) => _signals.Heard(topic);

    /// <summary>Returns when there are more changes that concern the topic than that, or after the time.</summary>
    public async Task WaitAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation)
    {
        if (_signals.Heard(topic) > heard)
        {
            return;
        }

        lock (_lock)
        {
            _waiting++;
            if (!_isLooking)
            {
                _isLooking = true;
                _looking = Task.Run(LookAsync, CancellationToken.None);
            }
        }

        try
        {
            await _signals.WaitAsync(topic, heard, atMost, cancellation).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _waiting--;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _looking.ConfigureAwait(false);
        Publish(AllTopics);
        _closing.Dispose();
    }

    private async Task LookAsync()
    {
        try
        {
            // The first look also finds what came while nobody waited: it may have come after the caller looked.
            while (GoesOn())
            {
                var changes = await foreignChanges().ConfigureAwait(false);
                if (_seen != changes)
                {
                    Publish(AllTopics);
                }

                _seen = changes;
                await Task.Delay(LookEvery, _closing.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or StoreException)
        {
            // Closing, or the file cannot be read: whoever waits finds out when it looks, and the next to wait tries again.
            lock (_lock)
            {
                _isLooking = false;
            }
        }
    }

    // Decided under the lock that waiting takes: whoever comes later starts the looking anew.
    private bool GoesOn()
    {
        lock (_lock)
        {
            return _isLooking = _waiting > 0;
        }
    }
}
