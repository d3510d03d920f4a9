using System.Diagnostics;
using System.Globalization;
using SweepCluster.Cluster.Planning;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Bench.ClusterRuns;

/// <summary>One sweep through a coordinator and workers that train nothing, from submitting it to its end.</summary>
internal sealed class ClusterMeasurement(ClusterLoad asked)
{
    private const int Replicates = 4;

    // With few workers the first sweep is over at once; with many it opens their connections.
    private const int WarmUpTrials = 4000;
    private const TaskCreationOptions Later = TaskCreationOptions.RunContinuationsAsynchronously;

    private static readonly SweepId Id = new("bench");
    private static readonly SweepId WarmUpId = new("warm-up");

    public async Task<object> RunAsync()
    {
        var sweep = SweepOf(SideOf(asked.Trials));
        await using var stores = await ClusterStores.CreateAsync(asked.Store, asked.IsShared ? 0 : asked.Workers);
        var (stored, seconds, cpu, chunks, api) = await MeasureAsync(stores, sweep);
        var bytes = await stores.BytesAsync();
        return new
        {
            Measure = "cluster",
            asked.Store,
            asked.Workers,
            asked.IsShared,
            asked.IsApart,
            asked.Rate,
            Trials = stored,
            Seconds = seconds,
            TrialsPerSecond = stored / seconds,
            CpuSeconds = cpu,
            PeakBytes = ProcessTree.PeakBytes(),
            DatabaseBytes = bytes,
            BytesPerTrial = bytes / (double)stored,
            ChunkMilliseconds = chunks,
            Api = api,
        };
    }

    private async Task<(long Stored, double Seconds, double Cpu, object Chunks, object? Api)> MeasureAsync(ClusterStores stores, Sweep sweep)
    {
        await using var opened = new OpenThings();
        var store = opened.Add(await stores.OpenAsync());
        var ends = new Dictionary<SweepId, TaskCompletionSource> { [WarmUpId] = new(Later), [Id] = new(Later) };
        var coordinator = opened.Add(BenchNodes.Coordinator(store));
        await coordinator.StartAsync((id, news) => Hear(news, ends[id]), (_, _) => { }, CancellationToken.None);
        IWorkers workers = asked.IsApart
            ? opened.Add(await WorkerProcess.StartAsync(stores.Address, asked))
            : opened.Add(await WorkersHere.StartAsync(asked.IsShared ? () => Task.FromResult(store) : stores.OpenAsync, asked));

        var server = asked.HasApi ? opened.Add(await ApiServer.StartAsync(store)) : null;
        if (server is not null)
        {
            await using var first = new ApiLoad(server.Address, WarmUpId, sweep.TrainableCells()[0].Id);
            await RunAsync(WarmUpId, SweepOf(SideOf(WarmUpTrials)));
        }

        var cpu = ProcessTree.CpuSeconds();
        var started = Stopwatch.GetTimestamp();
        var load = server is null ? null : opened.Add(new ApiLoad(server.Address, Id, sweep.TrainableCells()[0].Id));
        await RunAsync(Id, sweep);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        cpu = ProcessTree.CpuSeconds() - cpu;
        var api = load?.Summary();
        return ((await store.Results.CountAsync(Id, CancellationToken.None)).Finished, seconds, cpu, await workers.SummaryAsync(), api);

        async Task RunAsync(SweepId id, Sweep of)
        {
            await store.Sweeps.CreateAsync(new StoredSweep(id, of.Name, SweepFileWriter.Write(of), DateTimeOffset.UnixEpoch), CancellationToken.None);
            await await Task.WhenAny(ends[id].Task, coordinator.Failure, workers.Failure);
        }
    }

    private static void Hear(SweepNews news, TaskCompletionSource finished)
    {
        switch (news)
        {
            case SweepNews.Finished:
                finished.TrySetResult();
                break;
            case SweepNews.GivenUp given:
                finished.TrySetException(given.Failure);
                break;
        }
    }

    private static int SideOf(int trials) => Math.Max(1, (int)Math.Round(Math.Sqrt(trials / (double)Replicates)));

    private static Sweep SweepOf(int perAxis)
    {
        var file = string.Create(CultureInfo.InvariantCulture, $$$"""
            name: bench
            family: polynomial-network
            dataset: {name: glyphs, train: 3000, validation: 1000, test: 1000}
            parameters: {hidden: [64, 32]}
            axes:
              - {parameter: B, log: {from: 0.5, to: 64, count: {{{perAxis}}}}}
              - {parameter: learningRate, log: {from: 0.0001, to: 0.1, count: {{{perAxis}}}}}
            replicates: {kind: fixed, count: {{{Replicates}}}}
            budget: {epochs: {{{NoOpTrainer.Epochs}}}, batch: 128}
            map: {x: B, y: learningRate}
            """);
        var read = SweepFileReader.Read(file, "bench.yaml", []);
        return read.Sweep ?? throw new InvalidOperationException(string.Join(Environment.NewLine, read.Errors));
    }
}
