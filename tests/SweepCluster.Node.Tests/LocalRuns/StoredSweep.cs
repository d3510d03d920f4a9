using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.LocalRuns;

namespace SweepCluster.Node.Tests.LocalRuns;

/// <summary>Output folders of sweeps that nobody trained: their results are made up.</summary>
internal sealed class StoredSweep : IDisposable
{
    /// <summary>B below 4 diverges; the rest trains to an activation range of 0.8 B.</summary>
    public const string Grid = """
        name: stored
        family: polynomial-network
        dataset: {name: spirals, train: 64, test: 64, validation: 32}
        parameters: {hidden: [4]}
        axes:
          - {parameter: B, values: [1, 2, 4, 8]}
          - {parameter: degree, values: [2, 4, 8]}
        replicates: {kind: fixed, count: 2}
        budget: {epochs: 2, batch: 32}
        """;

    private readonly string _place = Directory.CreateTempSubdirectory("sweep-").FullName;

    public void Dispose() => Directory.Delete(_place, recursive: true);

    public string PathOf(string name) => Path.Combine(_place, name);

    public static Sweep Read(string text)
    {
        var read = SweepFileReader.Read(text, "stored.yaml", []);
        return read.Sweep ?? throw new InvalidOperationException(string.Join('\n', read.Errors));
    }

    /// <summary>Writes a folder as a run would leave it and reads it.</summary>
    /// <param name="finished">Which trials have a result; null for all.</param>
    public async Task<StoredRun> OpenAsync(string text, Func<Trial, bool>? finished = null, string name = "o")
    {
        var sweep = Read(text);
        var results = Planner.For(sweep).Ask(atMost: 1000).Trials.Where(finished ?? (_ => true)).Select(ResultOf).ToArray();
        await DerivedFolder.WriteAsync(PathOf(name), sweep, results, DateTimeOffset.UnixEpoch, default);
        return await StoredRun.OpenAsync(PathOf(name), default);
    }

    private static TrialResult ResultOf(Trial trial)
    {
        var trace = new Trace
        {
            ScoreKind = ScoreKind.Accuracy,
            ChanceScore = 0.5,
            ValidationSamples = 1000,
            TestSamples = 1000,
            Steps = 4,
            Epochs = [Epoch(1), Epoch(2)],
        };
        var isDiverged = !trial.Cell.IsReference && trial.Cell.Parameters.Real("B") < 4;
        return new TrialResult(trial.Id, isDiverged ? trace with { Steps = 1, Epochs = [], Divergence = new Divergence(0, DivergenceSignal.Loss) } : trace, TimeSpan.FromSeconds(1));
    }

    private static EpochRecord Epoch(int epoch) => new()
    {
        Epoch = epoch,
        LearningRate = 0.01,
        TrainLoss = 0.2,
        ValidationLoss = 0.2,
        ValidationScore = 0.95,
        ValidationRange = 0.8,
        TestScore = 0.95,
    };
}
