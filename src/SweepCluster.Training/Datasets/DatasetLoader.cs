using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets.Formats;
using SweepCluster.Training.Datasets.Generators;
using SweepCluster.Training.Datasets.Sources;

namespace SweepCluster.Training.Datasets;

/// <summary>Turns what a sweep says about its data into arrays.</summary>
public static class DatasetLoader
{
    /// <summary>
    /// Generates or reads, chooses the splits by <see cref="DatasetReference.Seed"/>, and normalises all three by
    /// the training split. Regression targets are standardised by the training split.
    /// </summary>
    /// <remarks>
    /// Data with a test set of its own (MNIST, CIFAR) keeps it; validation defaults to a tenth of the training
    /// data, at most 5,000, chosen by the seed. A single file is shuffled by the seed and gives a fifth to test
    /// and a tenth of the rest, at most 5,000, to validation.
    /// </remarks>
    /// <exception cref="DatasetException">The data is missing, malformed or too small; the message is for the user.</exception>
    public static Dataset Load(DatasetReference reference, DatasetLocator locator)
    {
        CheckCounts(reference);
        var generator = reference.Path is null ? GeneratorCatalogue.Find(reference.Name) : null;
        if (generator is not null)
        {
            return Assemble(reference, generator.Run(reference), null, null);
        }

        var options = FileSettings.Of(reference);
        var source = FileSource.Read(locator.Find(reference), reference, options);
        return Assemble(reference, source, options.ValidationFraction, options.TestFraction);
    }

    private static Dataset Assemble(DatasetReference reference, SampleSource source, double? validationFraction, double? testFraction)
    {
        var plan = SplitPlan.Of(source, reference, validationFraction, testFraction);
        var train = Gather(plan.Train, source.Outputs);
        var validation = Gather(plan.Validation, source.Outputs);
        var test = Gather(plan.Test, source.Outputs);

        var features = ColumnScaling.Fit(train.Features, source.Train.Rows.Features, reference.Normalise);
        var targets = source.Outputs == 0 ? null : ColumnScaling.Fit(train.Targets, source.Outputs, Normalisation.Standard);
        foreach (var split in new[] { train, validation, test })
        {
            features?.Apply(split.Features);
            targets?.Apply(split.Targets);
        }

        return new Dataset
        {
            Name = reference.Name,
            Features = source.Train.Rows.Features,
            Classes = source.Classes,
            Targets = source.Outputs,
            Train = train,
            Validation = validation,
            Test = test,
        };
    }

    private static DataSplit Gather(SplitRows split, int outputs)
    {
        var width = split.Pool.Rows.Features;
        if ((long)split.Rows.Length * width > Array.MaxLength)
        {
            throw new DatasetException(
                $"a split of {split.Rows.Length} samples of {width} features is too large for memory (at most {Array.MaxLength} values). Lower 'train', 'validation' or 'test'.");
        }

        var features = GC.AllocateUninitializedArray<float>(split.Rows.Length * width);
        Parallel.For(0, split.Rows.Length, i => split.Pool.Rows.CopyRow(split.Rows[i], features.AsSpan(i * width, width)));
        var targets = new float[split.Rows.Length * outputs];
        for (var i = 0; i < targets.Length; i++)
        {
            targets[i] = split.Pool.Targets[(split.Rows[i / outputs] * outputs) + (i % outputs)];
        }

        return new DataSplit
        {
            Count = split.Rows.Length,
            Features = features,
            Labels = outputs > 0 ? [] : Array.ConvertAll(split.Rows, row => split.Pool.Labels[row]),
            Targets = targets,
        };
    }

    private static void CheckCounts(DatasetReference reference)
    {
        foreach (var (key, count, least) in new[] { ("train", reference.Train, 1), ("validation", reference.Validation, 0), ("test", reference.Test, 0) })
        {
            if (count < least)
            {
                throw new DatasetException($"dataset '{reference.Name}': {key} is {count}; it must be at least {least}.");
            }
        }
    }
}
