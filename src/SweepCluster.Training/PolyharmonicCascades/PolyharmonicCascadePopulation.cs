using System.Numerics;
using SweepCluster.Compute;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets;
using SweepCluster.Training.Population;

namespace SweepCluster.Training.PolyharmonicCascades;

/// <summary>Trains cascades of equal shape together.</summary>
internal sealed class PolyharmonicCascadePopulation<T> : IPopulation
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly IOperations<T> _operations;
    private readonly CascadeModel<T> _model;
    private readonly CascadeStep<T> _step;
    private readonly CascadeEvaluation<T> _validation;
    private readonly CascadeEvaluation<T> _test;
    private readonly ResidentSplit<T> _train;
    private readonly DeviceArray<ulong> _keys;
    private readonly DeviceArray<int> _indices;
    private readonly DeviceArray<T> _features;
    private readonly DeviceArray<T> _targets;
    private readonly Dataset _dataset;
    private readonly long _stepsPerEpoch;
    private readonly long _steps;

    public PolyharmonicCascadePopulation(
        IDevice device,
        CascadeShape shape,
        ResidentDatasets datasets,
        Budget budget,
        int population,
        int threads)
    {
        _dataset = datasets.Dataset;
        _operations = device.Open<T>(population, threads);
        _model = new CascadeModel<T>(_operations, shape);
        _step = new CascadeStep<T>(device, _operations, _model);
        _train = datasets.Train<T>();
        _validation = Evaluation(datasets.Validation<T>(), _dataset.Validation);
        _test = Evaluation(datasets.Test<T>(), _dataset.Test);
        _keys = _operations.Allocate<ulong>(1, 1, 1);
        _indices = _operations.Allocate<int>(1, 1, shape.Batch);
        _features = _operations.Allocate<T>(1, shape.Batch, shape.Features);
        _targets = _operations.Allocate<T>(1, shape.Batch, _train.Targets.Columns);
        _stepsPerEpoch = _dataset.Train.Count / shape.Batch;
        _steps = budget.Steps ?? (_stepsPerEpoch * (budget.Epochs ?? throw new ArgumentException("A budget names epochs or steps.", nameof(budget))));
    }

    public int Capacity => _operations.Population;

    public IReadOnlyList<Trace> Train(IReadOnlyList<TrainingTask> tasks, Action<int, EpochRecord>? onEpoch, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tasks.Count, Capacity, nameof(tasks));
        var records = tasks.Select(_ => new List<EpochRecord>()).ToArray();
        Initialise(tasks);
        var firstOfEpoch = 0L;
        for (var step = 0L; step < _steps && _operations.AnyAlive; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            TakeStep(step);
            if ((step + 1) % _stepsPerEpoch == 0 || step + 1 == _steps)
            {
                Record(step, step + 1 - firstOfEpoch, records, onEpoch);
                firstOfEpoch = step + 1;
            }
        }

        return [.. records.Select((epochs, member) => TraceOf(member, epochs))];
    }

    public void Dispose()
    {
        _keys.Dispose();
        _indices.Dispose();
        _features.Dispose();
        _targets.Dispose();
        _validation.Dispose();
        _test.Dispose();
        _step.Dispose();
        _model.Dispose();
        _operations.Dispose();
    }

    private CascadeEvaluation<T> Evaluation(ResidentSplit<T> resident, DataSplit split) =>
        new(_operations, _model, _step.Activations, resident, split, _dataset.IsRegression);

    private void Initialise(IReadOnlyList<TrainingTask> tasks)
    {
        _operations.ReviveAll();
        _operations.Clear(_step.TotalLoss.Device);
        for (var member = 0; member < Capacity; member++)
        {
            if (member >= tasks.Count)
            {
                _operations.Retire(member, new Divergence(0, DivergenceSignal.Parameter));
                continue;
            }

            var settings = PolyharmonicCascadeSettings.From(tasks[member].Parameters);
            var (absolute, relative) = settings.Regulariser;
            _keys.Upload(member, [tasks[member].RandomKey]);
            _step.Rules.Upload(member, [T.CreateSaturating(absolute), T.CreateSaturating(relative)]);
            if (!_model.Initialise(member, settings, tasks[member].RandomKey))
            {
                _operations.Retire(member, new Divergence(0, DivergenceSignal.Factorisation));
            }
        }
    }

    private void TakeStep(long step)
    {
        var epoch = (int)(step / _stepsPerEpoch);
        var first = (int)(step % _stepsPerEpoch) * _model.Shape.Batch;
        _operations.BatchIndices(_keys, epoch, first, _dataset.Train.Count, _indices);
        _operations.GatherRows(_train.Features, _indices, _features);
        _operations.GatherRows(_train.Targets, _indices, _targets);
        _step.Run(_features, _targets, step);
    }

    private void Record(long step, long stepsInEpoch, List<EpochRecord>[] records, Action<int, EpochRecord>? onEpoch)
    {
        _validation.Run();
        _test.Run();
        _step.TotalLoss.Fetch();
        for (var member = 0; member < records.Length; member++)
        {
            if (!_operations.IsAlive(member))
            {
                continue;
            }

            var validation = _validation.ScoreOf(member);
            if (!double.IsFinite(validation.Loss))
            {
                _operations.Retire(member, new Divergence(step, DivergenceSignal.Loss));
                continue;
            }

            var record = new EpochRecord
            {
                Epoch = records[member].Count + 1,
                LearningRate = 0,
                TrainLoss = _step.TotalLoss.Of(member)[0] / stepsInEpoch,
                ValidationLoss = validation.Loss,
                ValidationScore = validation.Score,
                TestScore = _test.ScoreOf(member).Score,
            };
            records[member].Add(record);
            onEpoch?.Invoke(member, record);
        }

        _operations.Clear(_step.TotalLoss.Device);
    }

    private Trace TraceOf(int member, List<EpochRecord> epochs)
    {
        var divergence = _operations.DivergenceOf(member);
        return new Trace
        {
            ScoreKind = _dataset.IsRegression ? ScoreKind.Determination : ScoreKind.Accuracy,
            ChanceScore = _dataset.IsRegression ? 0 : MajorityRate(_dataset.Validation.Labels),
            ValidationSamples = _dataset.Validation.Count,
            TestSamples = _dataset.Test.Count,
            Steps = divergence is null ? _steps : divergence.Step + 1,
            Epochs = [.. epochs],
            Divergence = divergence,
        };
    }

    private static double MajorityRate(int[] labels) =>
        labels.CountBy(label => label).Max(pair => pair.Value) / (double)labels.Length;
}
