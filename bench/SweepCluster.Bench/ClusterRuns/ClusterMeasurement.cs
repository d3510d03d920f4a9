using System.Diagnostics;
using System.Globalization;
using SweepCluster.Cluster;
using SweepCluster.Cluster.Engines;
using SweepCluster.Cluster.Planning;
using SweepCluster.Cluster.Working;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Bench.ClusterRuns;

/// <summary>One sweep through a coordinator and workers that train nothing, from submitting it to its end.</summary>
/// <param name="kind"><c>sqlite</c> or <c>postgres</c>.</param>
/// <param name="trials">About so many; the grid is square and each cell has four replicates.</param>
/// <param name="workers">Worker nodes, each with connections of its own.</param>
/// <param name="isShared">Whether all nodes use one store object, as in one <c>sweep node</c> process.</param>
/// <param name="hasApi">Whether the API is served, and asked, meanwhile.</param>
internal sealed class ClusterMeasurement(string kind, int trials, int workers, bool isShared, bool hasApi)
{
    private const int Replicates = 4;

    private static readonly SweepId Id = new("bench");
    private static readonly TimeSpan Ownership = TimeSpan.FromSeconds(5);

    public async Task<object> RunAsync()
    {
        var sweep = SweepOf(Math.Max(1, (int)Math.Round(Math.Sqrt(trials / (double)Replicates))));
        await using var stores = await ClusterStores.CreateAsync(kind, isShared ? 0 : workers);
        var times = new ChunkTimes();
        var (stored, seconds, cpu, api) = await MeasureAsync(stores, sweep, times);
        var bytes = await stores.BytesAsync();
        return new
        {
            Measure = "cluster",
            Store = kind,
            Workers = workers,
            IsShared = isShared,
            Trials = stored,
            Seconds = seconds,
            TrialsPerSecond = stored / seconds,
            CpuSeconds = cpu,
            PeakBytes = ProcessTree.PeakBytes(),
            DatabaseBytes = bytes,
            BytesPerTrial = bytes / (double)stored,
            ChunkMilliseconds = times.Summary(),
            Api = api,
        };
    }

    private async Task<(long Stored, double Seconds, double Cpu, object? Api)> MeasureAsync(ClusterStores stores, Sweep sweep, ChunkTimes times)
    {
        await using var opened = new Opened();
        var store = opened.Add(await stores.OpenAsync());
        var finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var nodes = new List<ClusterNode> { NodeOf(store, "coordinator", new ClusterNodeOptions("c", "c", "bench") { IsWorker = false }, []) };
        for (var i = 0; i < workers; i++)
        {
            var own = isShared ? store : opened.Add(await stores.OpenAsync());
            nodes.Add(NodeOf(new TimedStore(own, times), "worker", new ClusterNodeOptions($"w{i}", $"w{i}", "bench") { IsCoordinator = false }, [new NoOpTrainer()]));
        }

        foreach (var node in nodes)
        {
            opened.Add(node);
            await node.StartAsync((_, news) => Hear(news, finished), (_, _) => { }, CancellationToken.None);
        }

        var server = hasApi ? opened.Add(await ApiServer.StartAsync(store)) : null;
        var cpu = ProcessTree.CpuSeconds();
        var started = Stopwatch.GetTimestamp();
        await store.Sweeps.CreateAsync(new StoredSweep(Id, sweep.Name, SweepFileWriter.Write(sweep), DateTimeOffset.UnixEpoch), CancellationToken.None);
        var load = server is null ? null : opened.Add(new ApiLoad(server.Address, Id, sweep.TrainableCells()[0].Id));
        await await Task.WhenAny([finished.Task, .. nodes.Select(node => node.Failure)]);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        cpu = ProcessTree.CpuSeconds() - cpu;
        return ((await store.Results.CountAsync(Id, CancellationToken.None)).Finished, seconds, cpu, load?.Summary());
    }

    private static ClusterNode NodeOf(ISweepStore store, string role, ClusterNodeOptions options, IReadOnlyList<ITrainer> trainers) =>
        new(store, new StoreEngine(store, Ownership), options, trainers, TimeProvider.System, new StandardErrorJournal(role));

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

    /// <summary>What is to be closed, last opened first.</summary>
    private sealed class Opened : IAsyncDisposable
    {
        private readonly Stack<IAsyncDisposable> _all = new();

        public T Add<T>(T opened)
            where T : IAsyncDisposable
        {
            _all.Push(opened);
            return opened;
        }

        public async ValueTask DisposeAsync()
        {
            while (_all.TryPop(out var next))
            {
                await next.DisposeAsync();
            }
        }
    }
}
