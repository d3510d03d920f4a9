using SweepCluster.Cli.Run;
using SweepCluster.Cluster.Running;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Testing;

namespace SweepCluster.Cli.Tests.Run;

/// <summary>A planned sweep whose results are made up.</summary>
internal sealed class SampleRun
{
    public SampleRun(string axes, int replicates = 1)
    {
        var read = SweepFileReader.Read(
            $"name: sample\nfamily: polynomial-network\ndataset: {{name: spirals}}\nreplicates: {{kind: fixed, count: {replicates}}}\n{axes}",
            "sample.yaml",
            []);
        Assert.Empty(read.Errors);
        var outlook = PlanOutlook.Of(read.Sweep!);
        Trials = outlook.First;
        Progress = new RunProgress(read.Sweep!, outlook, Clock);
    }

    public ManualClock Clock { get; } = new();

    public IReadOnlyList<Trial> Trials { get; }

    public IEnumerable<Trial> OfCells => Trials.Where(trial => !trial.Cell.IsReference);

    public RunProgress Progress { get; }

    /// <summary>Commits a trial that learnt all there is, or that blew up at once.</summary>
    public void Commit(Trial trial, bool diverged) => Progress.Committed(trial, Result(trial, diverged));

    public static TrialResult Result(Trial trial, bool diverged) => new(
        trial.Id,
        new Trace
        {
            ScoreKind = ScoreKind.Accuracy,
            ChanceScore = 0.5,
            ValidationSamples = 1000,
            TestSamples = 1000,
            Steps = 10,
            Epochs = diverged ? [] : [Epoch],
            Divergence = diverged ? new Divergence(3, DivergenceSignal.Loss) : null,
        },
        TimeSpan.FromSeconds(1));

    public static EpochRecord Epoch { get; } = new()
    {
        Epoch = 1,
        LearningRate = 0.1,
        TrainLoss = 0.125,
        ValidationLoss = 0.1,
        ValidationScore = 0.75,
        TestScore = 0.75,
    };
}
