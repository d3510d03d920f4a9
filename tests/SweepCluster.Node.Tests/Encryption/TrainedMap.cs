using System.Collections.Concurrent;
using SweepCluster.Compute.Cpu;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets;
using SweepCluster.Training.Population;

namespace SweepCluster.Node.Tests.Encryption;

/// <summary>A small sweep, trained in memory.</summary>
internal sealed class TrainedMap : ITrialSink
{
    private readonly ConcurrentDictionary<TrialId, TrialResult> _results = [];

    private TrainedMap(Sweep sweep, Dataset dataset)
    {
        Dataset = dataset;
        var cells = sweep.Cells().ToArray();
        using var device = new CpuDevice(cores: 2);
        using var datasets = new ResidentDatasets(device, dataset);
        new DeviceTrainer(device, FamilyPrograms.Of(sweep.Family), datasets, sweep.Budget)
            .Train([.. cells.SelectMany(cell => new[] { new Trial(cell, 0), new Trial(cell, 1) })], sweep.Seed, this, null, default);
        Map = StabilityMap.Of(sweep, cells, _results);
    }

    public StabilityMap Map { get; }

    public Dataset Dataset { get; }

    /// <summary>Drawn digits; two degrees at a wide range, which is stable.</summary>
    /// <param name="more">Further lines of the file, such as <c>seed: 2</c>.</param>
    public static TrainedMap Of(string order, string more = "")
    {
        var read = SweepFileReader.Read($$"""
            name: tiny
            family: polynomial-network
            dataset: {name: glyphs, train: 256, test: 400, validation: 200}
            parameters: {hidden: [16], order: {{order}}, learningRate: 0.01, B: 20}
            axes:
              - {parameter: degree, values: [2, 4]}
            replicates: {kind: fixed, count: 2}
            budget: {epochs: 5, batch: 32}
            {{more}}
            """, "tiny.yaml", []);
        Assert.True(read.Sweep is not null, string.Join('\n', read.Errors));
        return new TrainedMap(read.Sweep, DatasetLoader.Load(read.Sweep.Dataset, new DatasetLocator(".", ".", null)));
    }

    void ITrialSink.Finished(TrialResult result) => _results[result.Trial] = result;

    void ITrialSink.EpochFinished(TrialId trial, EpochRecord epoch)
    {
    }
}
