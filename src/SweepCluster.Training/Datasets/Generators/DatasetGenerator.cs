using System.Globalization;
using SweepCluster.Domain.Randomness;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets.Sources;

namespace SweepCluster.Training.Datasets.Generators;

/// <summary>
/// A data set made from a seed. Sample i of a split has a random stream of its own, so a smaller count gives the
/// first samples of a larger one, and no split changes with the size of another.
/// </summary>
public abstract class DatasetGenerator
{
    // Streams: 0 for what all samples share, then a quarter of the range for each split.
    private const uint StreamsPerSplit = 1u << 30;

    private protected DatasetGenerator()
    {
    }

    public abstract string Name { get; }

    /// <summary>One sentence for <c>sweep data list</c>.</summary>
    public abstract string Description { get; }

    public abstract IReadOnlyList<GeneratorOption> Options { get; }

    /// <summary>Training samples when the sweep does not say; validation and test default to <see cref="DefaultHeldOut"/>.</summary>
    public virtual int DefaultTrain => 2000;

    public virtual int DefaultHeldOut => 1000;

    internal SampleSource Run(DatasetReference reference)
    {
        var settings = new GeneratorSettings(this, reference);
        var key = StableHash.Combine(StableHash.Of(Name), reference.Seed);
        var problem = Prepare(settings, new RandomStream(key, RandomPurpose.Dataset));
        return new SampleSource(
            $"generator '{Name}'",
            problem.Classes,
            problem.Outputs,
            Draw(problem, reference.Train ?? DefaultTrain, key, 0),
            Draw(problem, reference.Validation ?? DefaultHeldOut, key, 1),
            Draw(problem, reference.Test ?? DefaultHeldOut, key, 2));
    }

    /// <param name="shared">For what all samples share, such as a teacher's weights.</param>
    private protected abstract GeneratedProblem Prepare(GeneratorSettings settings, RandomStream shared);

    private Samples Draw(GeneratedProblem problem, int count, ulong key, uint split)
    {
        if ((long)count * problem.Features > Array.MaxLength || count >= StreamsPerSplit)
        {
            throw new DatasetException(string.Create(
                CultureInfo.InvariantCulture,
                $"dataset '{Name}': {count} samples of {problem.Features} features are too many (at most {Array.MaxLength / problem.Features})."));
        }

        var features = new float[count * problem.Features];
        var labels = new int[problem.Classes > 0 ? count : 0];
        var targets = new float[count * problem.Outputs];
        Parallel.For(0, count, i =>
        {
            var random = new RandomStream(key, RandomPurpose.Dataset, 1 + (split * StreamsPerSplit) + (uint)i);
            var row = features.AsSpan(i * problem.Features, problem.Features);
            if (problem.Classes > 0)
            {
                labels[i] = problem.DrawLabelled(i, ref random, row);
            }
            else
            {
                problem.DrawTargets(ref random, row, targets.AsSpan(i * problem.Outputs, problem.Outputs));
            }
        });
        return new Samples { Rows = new RealRows(count, problem.Features, features), Labels = labels, Targets = targets };
    }
}
