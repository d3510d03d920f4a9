using Npgsql;

namespace SweepCluster.Storage.Postgres.Connections;

/// <summary>
/// One connection that listens for what other transactions announce. When it is lost it is opened again, at growing
/// intervals, and everybody is woken, for an announcement may have been missed.
/// </summary>
internal sealed class PostgresListener : IAsyncDisposable
{
    private const int KeepAliveSeconds = 10;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly string _settings;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _listening = Signal();
    private readonly Dictionary<string, Wakeup> _wakeups = Enum.GetValues<StoreTopic>().ToDictionary(topic => topic.ToString(), _ => new Wakeup());
    private readonly Task _loop;

    public PostgresListener(PostgresAddress address, TimeProvider time)
    {
        var settings = address.ToSettings();
        settings.Pooling = false;
        settings.KeepAlive = KeepAliveSeconds;
        _settings = settings.ToString();
        _time = time;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Completes once it listens for the first time.</summary>
    public Task Listening => _listening.Task;

    /// <summary>Returns when the topic was announced after this call, or after the time.</summary>
    public async Task WaitAsync(StoreTopic topic, TimeSpan atMost, CancellationToken cancellation)
    {
        try
        {
            await _wakeups[topic.ToString()].Next.WaitAsync(atMost, _time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The caller looks for itself now, as after a wake-up.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        WakeAll();
        _stop.Dispose();
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RunAsync()
    {
        var pause = FirstPause;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(_settings);
                connection.Notification += (_, announced) => _wakeups.GetValueOrDefault(announced.Payload)?.Wake();
                await connection.OpenAsync(_stop.Token).ConfigureAwait(false);
                await using (var listen = PostgresTransaction.Command(connection, $"LISTEN {PostgresTransaction.Channel}"))
                {
                    await listen.ExecuteNonQueryAsync(_stop.Token).ConfigureAwait(false);
                }

                pause = FirstPause;
                _listening.TrySetResult();
                WakeAll();
                while (true)
                {
                    await connection.WaitAsync(_stop.Token).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (PostgresErrors.IsFromServer(exception))
            {
                await Task.Delay(pause, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private void WakeAll()
    {
        foreach (var wakeup in _wakeups.Values)
        {
            wakeup.Wake();
        }
    }

    private sealed class Wakeup
    {
        private TaskCompletionSource _next = Signal();

        public Task Next => Volatile.Read(ref _next).Task;

        public void Wake() => Interlocked.Exchange(ref _next, Signal()).SetResult();
    }
}
