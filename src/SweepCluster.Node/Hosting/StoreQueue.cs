using System.Threading.Channels;
using SweepCluster.Storage;

namespace SweepCluster.Node.Hosting;

/// <summary>
/// What a node writes into the store beside results: in order, one at a time, and again while the store is away. Bounded,
/// so what comes when it is full is refused.
/// </summary>
/// <typeparam name="T">What is written at once.</typeparam>
internal sealed class StoreQueue<T> : IAsyncDisposable
{
    /// <summary>What waits for the store at most.</summary>
    public const int Capacity = 1024;

    private static readonly TimeSpan StorePause = TimeSpan.FromSeconds(1);

    private readonly Channel<T> _waiting = Channel.CreateBounded<T>(Capacity);
    private readonly Func<T, CancellationToken, Task> _write;
    private readonly Action<T, StoreException> _failed;
    private readonly Action<int> _left;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writing;

    /// <param name="write">Writes one into the store.</param>
    /// <param name="failed">Told of one that the store will never take.</param>
    /// <param name="left">Told how many still waited when the end came before the store did.</param>
    public StoreQueue(Func<T, CancellationToken, Task> write, Action<T, StoreException> failed, Action<int> left, TimeProvider clock)
    {
        (_write, _failed, _left, _clock) = (write, failed, left, clock);
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>How many wait for the store.</summary>
    public int Depth => _waiting.Reader.Count;

    /// <returns>False when it is full.</returns>
    public bool TryAdd(T item) => _waiting.Writer.TryWrite(item);

    /// <summary>Writes what waits, unless the store is away.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await Task.WhenAny(_writing, Task.Delay(StorePause, _clock)).ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _writing.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task WriteAllAsync()
    {
        try
        {
            await foreach (var item in _waiting.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
            {
                await WriteAsync(item).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            _left(_waiting.Reader.Count);
        }
    }

    private async Task WriteAsync(T item)
    {
        while (true)
        {
            try
            {
                await _write(item, _stop.Token).ConfigureAwait(false);
                return;
            }
            catch (StoreException failure) when (failure.IsTransient)
            {
                await Task.Delay(StorePause, _clock, _stop.Token).ConfigureAwait(false);
            }
            catch (StoreException failure)
            {
                _failed(item, failure);
                return;
            }
        }
    }
}
