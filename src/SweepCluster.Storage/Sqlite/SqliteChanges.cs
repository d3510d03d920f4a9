namespace SweepCluster.Storage.Sqlite;

/// <summary>
/// Wakes those who wait for a change. This process's changes wake at once those that wait for their topics; another
/// process's are found by SQLite's counter of foreign commits, read as long as someone waits, and wake all.
/// </summary>
/// <param name="foreignChanges">Reads the counter of commits by other connections.</param>
/// <param name="clock">Tells when a wait has lasted long enough.</param>
internal sealed class SqliteChanges(Func<Task<long>> foreignChanges, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private static readonly StoreTopic[] AllTopics = Enum.GetValues<StoreTopic>();

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource[] _next = [.. AllTopics.Select(_ => NewSignal())];
    private readonly CancellationTokenSource _closing = new();
    private Task _looking = Task.CompletedTask;
    private long? _seen;
    private int _waiting;

    /// <summary>Says that something concerning these topics was committed.</summary>
    public void Publish(params ReadOnlySpan<StoreTopic> topics)
    {
        foreach (var topic in topics)
        {
            TaskCompletionSource signal;
            lock (_lock)
            {
                signal = _next[(int)topic];
                _next[(int)topic] = NewSignal();
            }

            signal.TrySetResult();
        }
    }

    /// <summary>Returns at the next change that concerns the topic, or after the time.</summary>
    public async Task WaitAsync(StoreTopic topic, TimeSpan atMost, CancellationToken cancellation)
    {
        Task signal;
        lock (_lock)
        {
            signal = _next[(int)topic].Task;
            if (_waiting++ == 0 && _looking.IsCompleted)
            {
                _looking = LookAsync();
            }
        }

        try
        {
            await signal.WaitAsync(atMost, clock, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Nothing happened for so long; the caller looks all the same.
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

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task LookAsync()
    {
        try
        {
            // The first look also finds what came while nobody waited: a spurious wake-up at worst.
            while (IsWanted())
            {
                var changes = await foreignChanges().ConfigureAwait(false);
                if (_seen is { } seen && seen != changes)
                {
                    Publish(AllTopics);
                }

                _seen = changes;
                await Task.Delay(LookEvery, _closing.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or StoreException)
        {
            // Closing, or the file cannot be read: whoever waits finds out when it looks.
        }
    }

    private bool IsWanted()
    {
        lock (_lock)
        {
            return _waiting > 0;
        }
    }
}
