using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets.Generators;

namespace SweepCluster.Training.Tests.Datasets;

public sealed class GeneratorTests
{
    public static TheoryData<string> Names => [.. GeneratorCatalogue.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_bits_and_another_seed_does_not(string name)
    {
        var reference = Loading.Reference(name) with { Train = 50, Validation = 10, Test = 10 };
        var first = Loading.Load(reference);

        Assert.Equal(first.Train.Features, Loading.Load(reference).Train.Features);
        Assert.NotEqual(first.Train.Features, Loading.Load(reference with { Seed = 2 }).Train.Features);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Counts_decide_sizes_and_no_split_changes_with_another(string name)
    {
        var small = Loading.Load(Loading.Reference(name) with { Train = 20, Validation = 7, Test = 0 });
        var large = Loading.Load(Loading.Reference(name) with { Train = 40, Validation = 9, Test = 5 });

        Assert.Equal((20, 7, 0), (small.Train.Count, small.Validation.Count, small.Test.Count));
        Assert.Equal(small.Train.Features, large.Train.Features[..small.Train.Features.Length]);
        Assert.Equal(small.Validation.Features, large.Validation.Features[..small.Validation.Features.Length]);
        Assert.NotEqual(large.Train.Features[..large.Features], large.Validation.Features[..large.Features]);
    }

    [Fact]
    public void An_unknown_option_is_refused_with_the_nearest_name()
    {
        var message = Loading.Refusal(() => Loading.Load(Loading.Reference("spirals").With("nois", 0.1)));
        Assert.Contains("no option 'nois'", message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'noise'?", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("noise", -0.1)]
    [InlineData("noise", double.NaN)]
    [InlineData("classes", 2.5)]
    [InlineData("classes", 21)]
    public void An_option_out_of_its_range_is_refused(string option, double value)
    {
        var message = Loading.Refusal(() => Loading.Load(Loading.Reference("spirals").With(option, value)));
        Assert.Contains($"option '{option}'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spiral_without_noise_lies_on_its_arm()
    {
        var data = Loading.Load(Loading.Reference("spirals").With("noise", 0).With("classes", 3).With("turns", 2) with { Train = 90 });

        for (var i = 0; i < data.Train.Count; i++)
        {
            var (x, y) = (data.Train.Features[2 * i], data.Train.Features[(2 * i) + 1]);
            var radius = Math.Sqrt((x * x) + (y * y));
            var turn = (Math.Atan2(y, x) / (2 * Math.PI)) - (2 * radius) - (data.Train.Labels[i] / 3.0);
            Assert.Equal(0, turn - Math.Round(turn), 1e-5);
        }

        Assert.All(Enumerable.Range(0, 3), label => Assert.Equal(30, data.Train.Labels.Count(found => found == label)));
    }

    [Fact]
    public void Sincos_is_the_product_standardised_by_the_training_split()
    {
        var data = Loading.Load(Loading.Reference("sincos") with { Train = 500, Test = 50 });
        var train = Products(data.Train.Features);
        var mean = train.Average();
        var deviation = Math.Sqrt(train.Average(z => (z - mean) * (z - mean)));

        Assert.True(data.IsRegression);
        Assert.Equal(1, data.Targets);
        Assert.All(Products(data.Test.Features).Zip(data.Test.Targets), pair => Assert.Equal((pair.First - mean) / deviation, pair.Second, 1e-5));

        static double[] Products(float[] xy) => [.. xy.Chunk(2).Select(point => Math.Sin(point[0]) * Math.Cos(point[1]))];
    }

    [Fact]
    public void A_teacher_uses_every_class_and_a_linear_model_does_not_learn_it()
    {
        var data = Loading.Load(Loading.Reference("teacher") with { Train = 2000 });

        Assert.All(Enumerable.Range(0, 4), label => Assert.InRange(data.Train.Labels.Count(found => found == label), 300, 800));
        Assert.InRange(LinearClassifier.TestAccuracy(data, epochs: 20, rate: 0.05f), 0.2, 0.8);
    }

    [Fact]
    public void Glyphs_are_learnable_but_not_by_a_linear_model()
    {
        var data = Loading.Load(Loading.Reference("glyphs") with { Train = 3000, Validation = 0, Test = 1000, Normalise = Normalisation.Global });

        Assert.InRange(LinearClassifier.TestAccuracy(data, epochs: 15, rate: 0.01f), 0.5, 0.9);
    }

    [Fact]
    public void Pixels_of_glyphs_lie_between_0_and_1()
    {
        var data = Loading.Load(Loading.Reference("glyphs") with { Train = 100 });

        Assert.Equal((784, 10), (data.Features, data.Classes));
        Assert.All(data.Train.Features, pixel => Assert.InRange(pixel, 0, 1));
    }
}
