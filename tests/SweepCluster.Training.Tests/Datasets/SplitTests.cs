using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets;

namespace SweepCluster.Training.Tests.Datasets;

public sealed class SplitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_single_file_is_cut_into_three_parts_that_share_no_sample()
    {
        var data = Load();

        Assert.Equal((72, 8, 20), (data.Train.Count, data.Validation.Count, data.Test.Count));
        Assert.Equal(Enumerable.Range(0, 100), Ids(data.Train).Concat(Ids(data.Validation)).Concat(Ids(data.Test)).Order());
    }

    [Fact]
    public void The_seed_decides_the_split()
    {
        Assert.Equal(Ids(Load().Test), Ids(Load().Test));
        Assert.NotEqual(Ids(Load().Test), Ids(Load(reference => reference with { Seed = 2 }).Test));
    }

    [Fact]
    public void A_smaller_training_set_is_part_of_a_larger_one_and_moves_nothing_else()
    {
        var small = Load(reference => reference with { Train = 10 });
        var large = Load(reference => reference with { Train = 50 });

        Assert.Equal(10, small.Train.Count);
        Assert.Subset(Ids(large.Train).ToHashSet(), Ids(small.Train).ToHashSet());
        Assert.Equal(Ids(large.Validation), Ids(small.Validation));
        Assert.Equal(Ids(large.Test), Ids(small.Test));
    }

    [Fact]
    public void Fractions_and_counts_set_the_sizes()
    {
        var data = Load(reference => reference.With("test-fraction", 0.5).With("validation-fraction", 0.2));
        Assert.Equal((40, 10, 50), (data.Train.Count, data.Validation.Count, data.Test.Count));

        data = Load(reference => reference with { Validation = 0, Test = 1 });
        Assert.Equal((99, 0, 1), (data.Train.Count, data.Validation.Count, data.Test.Count));
    }

    [Fact]
    public void Asking_for_more_than_there_is_says_how_much_there_is()
    {
        var message = Loading.Refusal(() => Load(reference => reference with { Train = 73 }));
        Assert.Contains("has 100 samples", message, StringComparison.Ordinal);
        Assert.Contains("leave 72, but train needs 73", message, StringComparison.Ordinal);
        Assert.Contains("it must be at least 1", Loading.Refusal(() => Load(reference => reference with { Train = 0 })), StringComparison.Ordinal);
        Assert.Contains("train needs", Loading.Refusal(() => Load(reference => reference with { Test = int.MaxValue, Validation = int.MaxValue })), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Normalisation.Range)]
    [InlineData(Normalisation.Standard)]
    [InlineData(Normalisation.Global)]
    public void Scaling_comes_from_the_training_split_alone(Normalisation normalise)
    {
        var raw = Load();
        var scaled = Load(reference => reference with { Normalise = normalise });
        var expected = Reference(raw.Train.Features, normalise);

        foreach (var (before, after) in new[] { (raw.Train, scaled.Train), (raw.Validation, scaled.Validation), (raw.Test, scaled.Test) })
        {
            for (var i = 0; i < before.Features.Length; i++)
            {
                Assert.Equal(expected(i % 3, before.Features[i]), after.Features[i], 1e-5);
            }
        }
    }

    private static int[] Ids(DataSplit split) => [.. split.Features.Chunk(3).Select(row => (int)row[0])];

    // Straight from the definitions, in double precision.
    private static Func<int, double, double> Reference(float[] train, Normalisation normalise)
    {
        var columns = Enumerable.Range(0, 3).Select(j => train.Where((_, i) => i % 3 == j).Select(value => (double)value).ToArray()).ToArray();
        var all = columns.SelectMany(column => column).ToArray();
        return (j, value) =>
        {
            var column = normalise == Normalisation.Global ? all : columns[j];
            var range = column.Max() - column.Min();
            var deviation = Math.Sqrt(column.Average(x => (x - column.Average()) * (x - column.Average())));
            return range == 0 ? 0
                : normalise == Normalisation.Range ? (value / range) - column.Average(x => x / range)
                : (value - column.Average()) / deviation;
        };
    }

    // Column 0 identifies the sample, column 1 has a large offset, column 2 is constant.
    private Dataset Load(Func<DatasetReference, DatasetReference>? with = null) =>
        Loading.LoadAt(
            _folder.Write("d.csv", string.Concat(Enumerable.Range(0, 100).Select(i => FormattableString.Invariant($"{i},{10_000 + (i * i % 17)},4,{i % 2}\n")))),
            with);
}
