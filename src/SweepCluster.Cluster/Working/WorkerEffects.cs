using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using SweepCluster.Cluster.Actors;
using SweepCluster.Cluster.Engines;
using SweepCluster.Cluster.Planning;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Storage;
using SweepCluster.Storage.Chunks;

namespace SweepCluster.Cluster.Working;

/// <summary>Does what a worker wants: leases from the store, and trains each device on a thread of its own.</summary>
/// <param name="trainers">The devices, by id.</param>
/// <param name="epochFinished">Takes news of trials under way; must return quickly.</param>
/// <param name="stop">Called when everything is handed in after a drain.</param>
public sealed class WorkerEffects(
    ISweepStore store,
    IEngine engine,
    WorkerOptions options,
    IReadOnlyDictionary<string, ITrainer> trainers,
    SweepFiles files,
    TimeProvider clock,
    Action<TrialId, EpochRecord> epochFinished,
    Action stop) : IEffects<WorkerEffect, WorkerMessage>
{
    private const int MostChunks = 256;

    // Which part of a rest is this node's: the same always, and spread evenly over nodes.
    private readonly double _share = (BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(options.Node))) + 1.0) / (1L << 32);

    private readonly ConcurrentDictionary<string, CancellationTokenSource> _training = new(StringComparer.Ordinal);

    private readonly Lock _lock = new();

    // Announcements of chunks when a device last looked in vain.
    private long _heard;

    public async Task<WorkerMessage?> RunAsync(WorkerEffect effect, CancellationToken cancellation)
    {
        try
        {
            return effect switch
            {
                WorkerEffect.Ask ask => await AskAsync(ask, cancellation).ConfigureAwait(false),
                WorkerEffect.Train train => await TrainAsync(train, cancellation).ConfigureAwait(false),
                WorkerEffect.StopTraining stopping => StopTraining(stopping.Device),
                WorkerEffect.Complete complete => new WorkerMessage.HandedIn(
                    complete.Lease, await store.Chunks.CompleteAsync(complete.Lease, complete.Results, cancellation).ConfigureAwait(false)),
                WorkerEffect.HandBack back => await HandBackAsync(back, cancellation).ConfigureAwait(false),
                WorkerEffect.Fail fail => await FailAsync(fail, cancellation).ConfigureAwait(false),
                WorkerEffect.Renew renew => new WorkerMessage.Renewed(
                    renew.Leases, await store.Chunks.RenewAsync(renew.Leases, options.LeaseDuration, cancellation).ConfigureAwait(false)),
                WorkerEffect.WakeWithin within => await WakeAsync(within, cancellation).ConfigureAwait(false),
                WorkerEffect.RenewAfter after => await RenewAfterAsync(after.Time, cancellation).ConfigureAwait(false),
                WorkerEffect.Again again => await AgainAsync(again, cancellation).ConfigureAwait(false),
                WorkerEffect.Stop => Stop(),
                _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, "An effect that nobody does."),
            };
        }
        catch (StoreException failure)
        {
            return new WorkerMessage.StoreFailed(effect, failure);
        }
    }

    private async Task<WorkerMessage> AskAsync(WorkerEffect.Ask ask, CancellationToken cancellation)
    {
        var heard = engine.ChangesHeard(StoreTopic.Chunks);
        var request = new LeaseRequest(options.Node, ask.Device, options.LeaseDuration, ask.MostTrials, MostChunks, options.StragglesAfter);
        IReadOnlyList<Lease> leases = [];
        try
        {
            leases = await store.Chunks.LeaseAsync(request, cancellation).ConfigureAwait(false);
        }
        finally
        {
            // Also where the store is away: what was announced before must not end every wait at once until it is back.
            if (leases.Count == 0)
            {
                LookedInVain(heard);
            }
        }

        return new WorkerMessage.Leased(ask.Device, leases);
    }

    // Of devices that look at the same time, what the later one does not find is not there for the earlier one either.
    private void LookedInVain(long heard)
    {
        lock (_lock)
        {
            _heard = Math.Max(_heard, heard);
        }
    }

    private long HeardInVain()
    {
        lock (_lock)
        {
            return _heard;
        }
    }

    private async Task<WorkerMessage> TrainAsync(WorkerEffect.Train train, CancellationToken cancellation)
    {
        var chunks = train.Leases.Select(lease => lease.Chunk).ToArray();
        var sweep = chunks[0].Id.Sweep;
        var stored = await store.Sweeps.FindAsync(sweep, cancellation).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"The store gave a chunk of sweep {sweep}, which it does not have.");

        // A chunk that was leased before may have been handed back with a part of it finished.
        var known = await store.Results.FindAsync(sweep, [.. train.Leases.Where(lease => lease.Fence > 1).SelectMany(lease => lease.Chunk.Trials)], cancellation).ConfigureAwait(false);
        var results = new ConcurrentDictionary<TrialId, TrialResult>(known.Select(result => KeyValuePair.Create(result.Trial, result)));
        var open = files.Read(stored);
        var batch = new TrainingBatch(open, chunks[0].Shape, [.. chunks.SelectMany(chunk => chunk.Trials).Distinct().Where(trial => !results.ContainsKey(trial)).Select(open.Trial)]);
        var trainer = trainers[train.Device];
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _training[train.Device] = stopping;
        var end = await Task.Factory.StartNew(
            () => Train(trainer, batch, results, train.Leases, stopping.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        _training.TryRemove(train.Device, out _);
        return new WorkerMessage.Trained(train.Device, end, trainer.CapacityFor(batch.Shape));
    }

    private TrainingEnd Train(ITrainer trainer, TrainingBatch batch, ConcurrentDictionary<TrialId, TrialResult> results, IReadOnlyList<Lease> leases, CancellationToken stopping)
    {
        var (isStopped, failure) = (false, default(string));
        try
        {
            if (batch.Trials.Length > 0)
            {
                trainer.Train(batch, result => results[result.Trial] = result, epochFinished, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            isStopped = true;
        }
        catch (Exception exception) when (exception is not StackOverflowException)
        {
            // Whatever the device or the driver fails with concerns this chunk, not the worker; the cause is kept with it.
            failure = $"{exception.GetType().Name}: {exception.Message}";
        }

        return new TrainingEnd(leases.ToDictionary(lease => lease.Id, lease => OfChunk(lease.Chunk, results)), isStopped, failure);
    }

    private static IReadOnlyList<TrialResult> OfChunk(Chunk chunk, ConcurrentDictionary<TrialId, TrialResult> results) =>
        [.. chunk.Trials.Where(results.ContainsKey).Select(trial => results[trial])];

    private WorkerMessage? StopTraining(string device)
    {
        if (_training.TryGetValue(device, out var training))
        {
            try
            {
                training.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It has just ended by itself.
            }
        }

        return null;
    }

    private async Task<WorkerMessage> HandBackAsync(WorkerEffect.HandBack back, CancellationToken cancellation)
    {
        await store.Chunks.HandBackAsync(back.Lease, back.Finished, cancellation).ConfigureAwait(false);
        return new WorkerMessage.HandedIn(back.Lease, null);
    }

    private async Task<WorkerMessage> FailAsync(WorkerEffect.Fail fail, CancellationToken cancellation)
    {
        await store.Chunks.FailAsync(fail.Lease, fail.Cause, cancellation).ConfigureAwait(false);
        return new WorkerMessage.HandedIn(fail.Lease, null);
    }

    private async Task<WorkerMessage> WakeAsync(WorkerEffect.WakeWithin within, CancellationToken cancellation)
    {
        try
        {
            await engine.WaitForChangeAsync(StoreTopic.Chunks, HeardInVain(), within.Time, cancellation).ConfigureAwait(false);
        }
        catch (StoreException failure) when (failure.IsTransient)
        {
            await Task.Delay(within.Time, clock, cancellation).ConfigureAwait(false);
        }

        if (within.Rest > TimeSpan.Zero)
        {
            await Task.Delay(within.Rest * _share, clock, cancellation).ConfigureAwait(false);
        }

        return new WorkerMessage.Wake();
    }

    private async Task<WorkerMessage> RenewAfterAsync(TimeSpan time, CancellationToken cancellation)
    {
        await Task.Delay(time, clock, cancellation).ConfigureAwait(false);
        return new WorkerMessage.RenewalDue();
    }

    private async Task<WorkerMessage?> AgainAsync(WorkerEffect.Again again, CancellationToken cancellation)
    {
        await Task.Delay(again.After, clock, cancellation).ConfigureAwait(false);
        return await RunAsync(again.Effect, cancellation).ConfigureAwait(false);
    }

    private WorkerMessage? Stop()
    {
        stop();
        return null;
    }
}
