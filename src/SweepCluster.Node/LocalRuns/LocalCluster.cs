using SweepCluster.Cluster;
using SweepCluster.Cluster.Actors;
using SweepCluster.Cluster.Engines;
using SweepCluster.Cluster.Planning;
using SweepCluster.Cluster.Running;
using SweepCluster.Cluster.Working;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;

namespace SweepCluster.Node.LocalRuns;

/// <summary>A cluster of one process that lives as long as one sweep runs.</summary>
internal sealed class LocalCluster(ISweepStore store, SweepId sweep, IReadOnlyList<ITrainer> trainers, TimeProvider clock, IActorJournal journal)
{
    private static readonly TimeSpan Ownership = TimeSpan.FromSeconds(5);

    /// <summary>Continues from whatever the store holds of the sweep; everything finished is in the store when it returns.</summary>
    /// <param name="results">Told of everything that happens.</param>
    /// <param name="cancellation">Stops training at its next step.</param>
    public async Task<RunEnd> RunAsync(ResultCollector results, CancellationToken cancellation)
    {
        var ended = new TaskCompletionSource<RunEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = new ClusterNodeOptions($"run-{Guid.NewGuid():N}", Environment.MachineName, EnvironmentRecord.Program().Version) { LimitsBeginNow = true, StragglesAfter = null };
        await using var engine = new StoreEngine(store, Ownership);
        await using var node = new ClusterNode(store, engine, options, trainers, clock, journal);
        await node.StartAsync((_, news) => Hear(news, results, ended), results.EpochFinished, cancellation).ConfigureAwait(false);
        using (cancellation.Register(() => ended.TrySetResult(RunEnd.Cancelled)))
        {
            await Task.WhenAny(ended.Task, node.Failure).Unwrap().ConfigureAwait(false);
        }

        var end = await ended.Task.ConfigureAwait(false);
        await node.DrainAsync(isPatient: end != RunEnd.Cancelled, CancellationToken.None).ConfigureAwait(false);
        await foreach (var result in store.Results.ReadAsync(sweep, CancellationToken.None).ConfigureAwait(false))
        {
            results.Complete(result);
        }

        return end;
    }

    private static void Hear(SweepNews news, ResultCollector results, TaskCompletionSource<RunEnd> ended)
    {
        switch (news)
        {
            case SweepNews.Planned planned:
                results.Planned(planned.Trials);
                break;
            case SweepNews.Restored restored:
                foreach (var (trial, result) in restored.Results)
                {
                    results.Restored(trial, result);
                }

                break;
            case SweepNews.Committed committed:
                foreach (var (trial, result) in committed.Results)
                {
                    results.Committed(trial, result);
                }

                break;
            case SweepNews.Finished:
                ended.TrySetResult(RunEnd.Complete);
                break;
            case SweepNews.OutOfTime:
                ended.TrySetResult(RunEnd.OutOfTime);
                break;
            case SweepNews.GivenUp given:
                ended.TrySetException(given.Failure.InnerException ?? given.Failure);
                break;
        }
    }
}
