using System.Collections.Frozen;
using Npgsql;

namespace SweepCluster.Storage.Postgres.Connections;

/// <summary>
/// One connection that listens for what other transactions announce, and only to topics that somebody waits for: the
/// server wakes every listening process at every announcement, which hundreds of busy workers have no use for. When the
/// connection is lost it is opened again, at growing intervals. Whoever waits is woken when listening begins, for an
/// announcement may have been missed.
/// </summary>
internal sealed class PostgresListener : IAsyncDisposable
{
    private const int KeepAliveSeconds = 10;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private static readonly FrozenDictionary<string, StoreTopic> TopicOf = Enum.GetValues<StoreTopic>().ToFrozenDictionary(ChannelOf);

    private readonly string _settings;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TopicWaits _waits;
    private readonly Task _loop;

    public PostgresListener(PostgresAddress address, TimeProvider time)
    {
        var settings = address.ToSettings();
        settings.Pooling = false;
        settings.KeepAlive = KeepAliveSeconds;
        _settings = settings.ToString();
        _time = time;
        _waits = new TopicWaits(time);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Completes once it is connected for the first time.</summary>
    public Task Connected => _connected.Task;

    /// <summary>What transactions that concern a topic announce themselves on.</summary>
    public static string ChannelOf(StoreTopic topic) => topic switch
    {
        StoreTopic.Sweeps => "sweepcluster_sweeps",
        StoreTopic.Chunks => "sweepcluster_chunks",
        StoreTopic.Results => "sweepcluster_results",
        _ => throw new ArgumentOutOfRangeException(nameof(topic), topic, "A topic without a channel."),
    };

    /// <summary>How often the topic was announced or may have been.</summary>
    public long Heard(StoreTopic topic) => _waits.Heard(topic);

    /// <summary>Returns when the topic was announced more often than that or may have been, or after the time.</summary>
    public Task WaitAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation) => _waits.WaitAsync(topic, heard, atMost, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _waits.Wake(Enum.GetValues<StoreTopic>());
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var pause = FirstPause;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(_settings);
                connection.Notification += (_, announced) => _waits.Wake(TopicOf[announced.Channel]);
                await connection.OpenAsync(_stop.Token).ConfigureAwait(false);
                pause = FirstPause;
                _connected.TrySetResult();
                await ListenAsync(connection).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception)
            {
                // Whatever it was, wake-ups only save time: who waits looks again by itself.
                await Task.Delay(pause, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private async Task ListenAsync(NpgsqlConnection connection)
    {
        var listening = new HashSet<StoreTopic>();
        while (true)
        {
            using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            var wanted = _waits.Wanted(interrupt);
            foreach (var topic in listening.Except(wanted).ToArray())
            {
                await ExecuteAsync(connection, $"UNLISTEN {ChannelOf(topic)}").ConfigureAwait(false);
                listening.Remove(topic);
            }

            foreach (var topic in wanted.Except(listening).ToArray())
            {
                await ExecuteAsync(connection, $"LISTEN {ChannelOf(topic)}").ConfigureAwait(false);
                listening.Add(topic);
                _waits.Wake(topic);
            }

            try
            {
                await connection.WaitAsync(TopicWaits.Linger, interrupt.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
            {
                // Somebody waits for a topic that nobody waited for.
            }
            finally
            {
                _waits.Forget(interrupt);
            }
        }
    }

    private async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = PostgresTransaction.Command(connection, sql);
        await command.ExecuteNonQueryAsync(_stop.Token).ConfigureAwait(false);
    }
}
