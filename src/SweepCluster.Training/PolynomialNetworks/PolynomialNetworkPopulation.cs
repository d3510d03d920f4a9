using System.Numerics;
using SweepCluster.Compute;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.PolynomialNetworks.Export;
using SweepCluster.Training.Population;

namespace SweepCluster.Training.PolynomialNetworks;

/// <summary>Trains one set of trials after another in the same arrays.</summary>
internal sealed class PolynomialNetworkPopulation<T> : IPopulation
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int SmallestEvaluationBatch = 256;

    private readonly ResidentDatasets _datasets;
    private readonly Budget _budget;
    private readonly int _batch;
    private readonly IOperations<T> _operations;
    private readonly PolynomialNetwork<T> _network;
    private readonly NetworkBuffers<T> _buffers;
    private readonly NetworkBuffers<T> _batchBuffers;
    private readonly SplitEvaluation<T> _validation;
    private readonly SplitEvaluation<T> _test;
    private readonly DeviceArray<T> _input;
    private readonly DeviceArray<int> _labels;
    private readonly DeviceArray<int> _indices;

    public PolynomialNetworkPopulation(IDevice device, NetworkShape shape, ResidentDatasets datasets, Budget budget, int population, int threads)
    {
        _datasets = datasets;
        _budget = budget;
        _batch = shape.Settings.Batch;
        Capacity = population;
        _operations = device.Open<T>(population, threads);
        _network = new PolynomialNetwork<T>(_operations, shape);
        _buffers = NetworkBuffers<T>.Allocate(_operations, shape, EvaluationRows(_batch));
        _batchBuffers = _buffers.First(_batch);
        _validation = new SplitEvaluation<T>(_operations, _network, _buffers, datasets.Validation<T>());
        _test = new SplitEvaluation<T>(_operations, _network, _buffers, datasets.Test<T>());
        _input = _operations.Allocate<T>(1, _batch, datasets.Dataset.Features);
        _labels = _operations.Allocate<int>(1, _batch, 1);
        _indices = _operations.Allocate<int>(1, 1, _batch);
    }

    public int Capacity { get; }

    /// <summary>Samples evaluated at once; the training batch' buffers are the first of these rows.</summary>
    public static int EvaluationRows(int batch) => Math.Max(batch, SmallestEvaluationBatch);

    public IReadOnlyList<Trace> Train(IReadOnlyList<TrainingTask> tasks, Action<int, EpochRecord>? onEpoch, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tasks.Count, Capacity, nameof(tasks));
        var train = _datasets.Train<T>();
        var perEpoch = train.Count / _batch;
        var total = _budget.Steps ?? (long)(_budget.Epochs ?? 1) * perEpoch;
        var trials = Begin(tasks, (int)((total + perEpoch - 1) / perEpoch));
        var sinceEpoch = 0;
        for (var step = 0L; step < total && _operations.AnyAlive; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var position = (int)(step % perEpoch);
            _operations.BatchIndices(_network.Members.Keys, (int)(step / perEpoch), position * _batch, train.Count, _indices);
            _operations.GatherRows(train.Features, _indices, _input);
            _operations.GatherRows(train.Labels, _indices, _labels);
            _network.Step(_input, _labels, _batchBuffers, step);
            sinceEpoch++;
            if (position == perEpoch - 1 || step == total - 1)
            {
                EndEpoch(trials, (int)(step / perEpoch) + 1, sinceEpoch, onEpoch);
                sinceEpoch = 0;
            }
        }

        return [.. trials.Select((trial, member) => trial.Finish(_datasets.Dataset, total, _operations.DivergenceOf(member)))];
    }

    /// <summary>A member's network as it stands; whole only after <see cref="Train"/>.</summary>
    public TrainedNetwork Network(int member, PolynomialNetworkSettings settings) => TrainedNetwork.Of(_network.Parameters, settings, member);

    /// <summary>What a member says of each sample of the test split.</summary>
    public TestRecording EvaluateTest(int member, PolynomialNetworkSettings settings)
    {
        var recording = new TestRecording(_network.Parameters.Shape.Activations);
        _test.Run(buffers => recording.Add(buffers, member, settings.Range));
        return recording;
    }

    public void Dispose()
    {
        _input.Dispose();
        _labels.Dispose();
        _indices.Dispose();
        _validation.Dispose();
        _test.Dispose();
        _buffers.Dispose();
        _network.Dispose();
        _operations.Dispose();
    }

    private Trial[] Begin(IReadOnlyList<TrainingTask> tasks, int epochs)
    {
        _operations.ReviveAll();
        _network.Reset();
        var trials = new Trial[tasks.Count];
        for (var member = 0; member < trials.Length; member++)
        {
            var settings = PolynomialNetworkSettings.From(tasks[member].Parameters);
            var fit = PolynomialFit.Of(settings.Activation, settings.Degree, settings.Range);
            _network.Members.Set(member, settings, fit, tasks[member].RandomKey);
            _network.Parameters.Initialise(member, settings, fit, tasks[member].RandomKey);
            trials[member] = new Trial(settings, new LearningRateSchedule(settings, epochs));
        }

        _network.Members.Send();
        for (var vacant = trials.Length; vacant < Capacity; vacant++)
        {
            _operations.Retire(vacant, new Divergence(0, DivergenceSignal.Loss));
        }

        return trials;
    }

    private void EndEpoch(Trial[] trials, int epoch, int steps, Action<int, EpochRecord>? onEpoch)
    {
        if (!_operations.AnyAlive)
        {
            return;
        }

        _network.Training.Fetch();
        _validation.Run();
        _test.Run();
        for (var member = 0; member < trials.Length; member++)
        {
            if (_operations.IsAlive(member))
            {
                var trial = trials[member];
                var record = trial.Add(epoch, _network.Training.Read(member, steps * _batch), _validation.Read(member), _test.Read(member));
                _network.Members.SetRate(member, trial.Settings, trial.Schedule.Rate);
                onEpoch?.Invoke(member, record);
            }
        }

        _network.Members.Send();
        _network.Training.Clear();
    }
}
