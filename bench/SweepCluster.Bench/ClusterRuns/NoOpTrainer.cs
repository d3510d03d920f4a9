using System.Diagnostics;
using SweepCluster.Cluster.Working;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Randomness;
using SweepCluster.Storage.Nodes;

namespace SweepCluster.Bench.ClusterRuns;

/// <summary>
/// A device that trains nothing: results are there at once, with traces as of five epochs, or of one where training
/// diverged. They are functions of the trial, as those of a real device are.
/// </summary>
/// <param name="rate">
/// Trials per second that it makes of it by resting, on average; 0 for no rest. A rest is up to half longer or shorter,
/// for devices that begin together do not end together.
/// </param>
internal sealed class NoOpTrainer(double rate) : ITrainer
{
    public const int Epochs = 5;

    private const int LargestPopulation = 256;

    private static readonly TimeSpan TimeOfPopulation = TimeSpan.FromSeconds(4);

    private ShapeReport[] _shapes = [];

    public DeviceReport Report => new("none", "none", "no device", 0, null, [.. Volatile.Read(ref _shapes)]);

    private int Capacity => rate > 0 ? Math.Clamp((int)(rate * TimeOfPopulation.TotalSeconds), 1, LargestPopulation) : LargestPopulation;

    public int CapacityFor(string shape) => Capacity;

    public void Train(TrainingBatch batch, Action<TrialResult> finished, Action<TrialId, EpochRecord> epochFinished, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var trial in batch.Trials)
        {
            finished(new TrialResult(trial.Id, TraceOf(trial), TimeSpan.FromMilliseconds(1)));
        }

        if (rate > 0)
        {
            stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(batch.Trials.Length / rate * (0.5 + NoiseOf(batch.Trials[0]))));
            stop.ThrowIfCancellationRequested();
        }

        Volatile.Write(ref _shapes, [new ShapeReport(batch.Shape, Capacity, batch.Trials.Length / Math.Max(Stopwatch.GetElapsedTime(started).TotalSeconds, 1e-6))]);
    }

    private static Domain.Outcomes.Trace TraceOf(Trial trial)
    {
        var noise = NoiseOf(trial);
        var diverges = !trial.Cell.IsReference && trial.Cell.Coordinates[0].AsReal() < 4 + (2 * noise);
        return new Domain.Outcomes.Trace
        {
            ScoreKind = ScoreKind.Accuracy,
            ChanceScore = 0.1,
            ValidationSamples = 1000,
            TestSamples = 1000,
            Steps = diverges ? 7 : 24 * Epochs,
            Divergence = diverges ? new Divergence(6, DivergenceSignal.Loss) : null,
            Epochs = [.. Enumerable.Range(1, diverges ? 1 : Epochs).Select(epoch => EpochOf(epoch, noise, diverges))],
        };
    }

    private static double NoiseOf(Trial trial) => (StableHash.Of(trial.Id.ToString()) >> 11) / (double)(1UL << 53);

    // Numbers of full precision, as a training writes them.
    private static EpochRecord EpochOf(int epoch, double noise, bool diverges) => new()
    {
        Epoch = epoch,
        LearningRate = 1e-3,
        TrainLoss = diverges ? double.NaN : 1 / Math.Sqrt(epoch + noise),
        BoundaryLoss = 1 / Math.Sqrt(2 + epoch + noise),
        GradientNorm = Math.Sqrt(epoch + noise),
        TrainRange = Math.Sqrt(3 + epoch + noise) / 4,
        ValidationLoss = diverges ? double.NaN : 1 / Math.Sqrt(4 + epoch + noise),
        ValidationBoundaryLoss = 1 / Math.Sqrt(5 + epoch + noise),
        ValidationScore = diverges ? 0.1 : 0.97 - (noise / 100),
        ValidationRange = 1 / Math.Sqrt(6 + epoch + noise),
        EscapedSamples = 0,
        TestScore = diverges ? 0.1 : 0.96 - (noise / 100),
    };
}
