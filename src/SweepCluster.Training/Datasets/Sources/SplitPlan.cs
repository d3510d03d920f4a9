using SweepCluster.Domain.Randomness;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Training.Datasets.Sources;

/// <summary>Rows of a pool that a split takes, in the pool's order.</summary>
internal sealed record SplitRows(Samples Pool, int[] Rows);

/// <summary>
/// Which samples go where. A seeded shuffle of the training pool gives, in this order, the test split (only if
/// the source has none of its own), the validation split (likewise) and the training split. So a smaller
/// <c>train</c> is a subset of a larger one, and changes neither of the other two.
/// </summary>
internal sealed record SplitPlan(SplitRows Train, SplitRows Validation, SplitRows Test)
{
    /// <summary>Validation samples held out by default: a tenth of the training data, and no more than this.</summary>
    public const int MostValidationByDefault = 5000;

    public const double DefaultValidationFraction = 0.1;

    public const double DefaultTestFraction = 0.2;

    /// <exception cref="DatasetException">More samples are asked for than there are.</exception>
    public static SplitPlan Of(SampleSource source, DatasetReference reference, double? validationFraction, double? testFraction)
    {
        var pool = source.Train;
        var order = Shuffle(pool.Count, reference.Seed, stream: 0);
        var test = source.Test is not null ? 0 : Held(reference.Test, testFraction ?? DefaultTestFraction, pool.Count, int.MaxValue);
        var most = validationFraction is null ? MostValidationByDefault : int.MaxValue;
        var validation = source.Validation is not null
            ? 0
            : Held(reference.Validation, validationFraction ?? DefaultValidationFraction, Math.Max(0, pool.Count - test), most);
        var left = (long)pool.Count - test - validation;
        var train = reference.Train ?? left;
        if (train < 1 || train > left)
        {
            throw new DatasetException(
                $"dataset '{reference.Name}': {source.Origin} has {pool.Count} samples to train on; {test} for test and {validation} for validation leave {Math.Max(0, left)}, but train needs {(reference.Train is null ? "at least 1" : train)}. Lower 'train', 'validation' or 'test'.");
        }

        return new SplitPlan(
            new SplitRows(pool, Sorted(order, test + validation, (int)train)),
            source.Validation is null
                ? new SplitRows(pool, Sorted(order, test, validation))
                : Choose(source.Validation, reference.Validation, "validation", reference, source, stream: 1),
            source.Test is null
                ? new SplitRows(pool, Sorted(order, 0, test))
                : Choose(source.Test, reference.Test, "test", reference, source, stream: 2));
    }

    private static int Held(int? count, double fraction, int available, int most) =>
        count ?? (int)Math.Min(most, Math.Round(fraction * available, MidpointRounding.AwayFromZero));

    private static SplitRows Choose(Samples pool, int? count, string split, DatasetReference reference, SampleSource source, uint stream)
    {
        var wanted = count ?? pool.Count;
        if (wanted > pool.Count)
        {
            throw new DatasetException(
                $"dataset '{reference.Name}': {split} asks for {wanted} samples; {source.Origin} has {pool.Count}. Lower '{split}'.");
        }

        return new SplitRows(pool, Sorted(Shuffle(pool.Count, reference.Seed, stream), 0, wanted));
    }

    private static int[] Sorted(int[] order, int start, int count)
    {
        var rows = order.AsSpan(start, count).ToArray();
        Array.Sort(rows);
        return rows;
    }

    // Fisher and Yates.
    private static int[] Shuffle(int count, ulong seed, uint stream)
    {
        var random = new RandomStream(seed, RandomPurpose.Split, stream);
        var order = Enumerable.Range(0, count).ToArray();
        for (var i = count - 1; i > 0; i--)
        {
            var other = random.NextIndex(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }
}
