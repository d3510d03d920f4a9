using System.Threading.Channels;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Training.Population;

namespace SweepCluster.Cluster.Running;

/// <summary>
/// Carries results from training threads to the store: bounded, so that a slow disk slows training instead of
/// filling memory, and in batches, so that a transaction serves many short trials. Only what is committed is
/// announced.
/// </summary>
internal sealed class ResultPipe : ITrialSink, IAsyncDisposable
{
    private const int Capacity = 1024;
    private const int LargestBatch = 256;

    private readonly ISweepStore _store;
    private readonly SweepId _sweep;
    private readonly Action<TrialResult> _committed;
    private readonly Action<TrialId, EpochRecord> _epochFinished;
    private readonly Channel<Item> _items = Channel.CreateBounded<Item>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly Task _committing;

    public ResultPipe(ISweepStore store, SweepId sweep, Action<TrialResult> committed, Action<TrialId, EpochRecord> epochFinished)
    {
        _store = store;
        _sweep = sweep;
        _committed = committed;
        _epochFinished = epochFinished;
        _committing = Task.Run(CommitAsync);
    }

    public void Finished(TrialResult result)
    {
        // A training thread may wait here; one that finds the pipe broken stops with the store's own error.
        var item = new Item(result.Trial, result, null);
        if (!_items.Writer.TryWrite(item))
        {
            _items.Writer.WriteAsync(item).AsTask().GetAwaiter().GetResult();
        }
    }

    // News that finds no room is dropped: the trial's trace will have it.
    public void EpochFinished(TrialId trial, EpochRecord epoch) => _items.Writer.TryWrite(new Item(trial, null, epoch));

    /// <summary>Waits until everything that was finished is committed.</summary>
    public async ValueTask DisposeAsync()
    {
        _items.Writer.TryComplete();
        await _committing.ConfigureAwait(false);
    }

    private async Task CommitAsync()
    {
        var batch = new List<TrialResult>(LargestBatch);
        try
        {
            while (await _items.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                while (batch.Count < LargestBatch && _items.Reader.TryRead(out var item))
                {
                    if (item.Result is { } result)
                    {
                        batch.Add(result);
                    }
                    else
                    {
                        _epochFinished(item.Trial, item.Epoch!);
                    }
                }

                if (batch.Count > 0)
                {
                    await _store.Results.AddAsync(_sweep, batch, CancellationToken.None).ConfigureAwait(false);
                    batch.ForEach(_committed);
                    batch.Clear();
                }
            }
        }
        catch (Exception failure)
        {
            _items.Writer.TryComplete(failure);
            throw;
        }
    }

    /// <summary>Either a result or news of an epoch.</summary>
    private readonly record struct Item(TrialId Trial, TrialResult? Result, EpochRecord? Epoch);
}
