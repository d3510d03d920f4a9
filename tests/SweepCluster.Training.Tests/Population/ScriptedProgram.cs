using SweepCluster.Compute;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets;
using SweepCluster.Training.Population;

namespace SweepCluster.Training.Tests.Population;

/// <summary>A family that trains nothing: its traces tell which trial asked, and a script decides what goes wrong.</summary>
internal sealed class ScriptedProgram : IFamilyProgram
{
    private int _open;

    public Family Family => Family.PolynomialNetwork;

    /// <summary>Members of larger populations do not fit.</summary>
    public int LargestThatFits { get; init; } = int.MaxValue;

    public Action<TrainingTask, CancellationToken>? WhileTraining { get; init; }

    public List<(int Members, int Threads, string Shape)> Opened { get; } = [];

    public int StillOpen => _open;

    public string? Refuses(ParameterSet parameters, Dataset dataset) => null;

    public MemberCost CostOf(ParameterSet shape, Dataset dataset) => new(1000, shape.Integers("hidden")[0]);

    public IPopulation Open(IDevice device, ParameterSet shape, ResidentDatasets datasets, Budget budget, int population, int threads)
    {
        if (population > LargestThatFits)
        {
            throw new InsufficientMemoryException("The script says so.");
        }

        lock (Opened)
        {
            Opened.Add((population, threads, shape["hidden"].Text));
        }

        Interlocked.Increment(ref _open);
        return new Scripted(this, population);
    }

    /// <summary>What a task leaves behind; null for <c>TraceOf</c>.</summary>
    public Func<TrainingTask, Trace>? Script { get; init; }

    public static Trace TraceOf(ulong randomKey) => new()
    {
        ScoreKind = ScoreKind.Accuracy,
        ChanceScore = 0.5,
        ValidationSamples = 10,
        TestSamples = 10,
        Steps = (long)(randomKey >> 1),
        Epochs = [],
    };

    private sealed class Scripted(ScriptedProgram program, int capacity) : IPopulation
    {
        public int Capacity => capacity;

        public IReadOnlyList<Trace> Train(IReadOnlyList<TrainingTask> tasks, Action<int, EpochRecord>? onEpoch, CancellationToken cancellation)
        {
            Assert.InRange(tasks.Count, 1, capacity);
            foreach (var task in tasks)
            {
                cancellation.ThrowIfCancellationRequested();
                program.WhileTraining?.Invoke(task, cancellation);
            }

            return [.. tasks.Select(task => program.Script?.Invoke(task) ?? TraceOf(task.RandomKey))];
        }

        public void Dispose() => Interlocked.Decrement(ref program._open);
    }
}
