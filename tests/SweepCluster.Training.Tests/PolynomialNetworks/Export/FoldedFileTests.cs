using SweepCluster.Domain.Arrays;
using SweepCluster.Domain.Randomness;
using SweepCluster.Training.Datasets;
using SweepCluster.Training.PolynomialNetworks.Export;
using SweepCluster.Training.Tests.Datasets;

namespace SweepCluster.Training.Tests.PolynomialNetworks.Export;

public sealed class FoldedFileTests
{
    private static readonly FoldedNetwork Network = new(
    [
        new FoldedLayer(3, 2, Numbers(6, 1), Numbers(2, 2), [0.1, 0.5, 0.25]),
        new FoldedLayer(2, 2, Numbers(4, 3), Numbers(2, 4), null),
    ]);

    private static readonly float[] Inputs = [.. Numbers(60, 5).Select(value => (float)value)];

    [Fact]
    public void A_file_gives_back_the_network_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        var read = FoldedFile.Read(Write(folder, FoldedFile.ArraysOf(Network, Inputs)));

        Assert.Equal(2, read.Layers.Length);
        foreach (var (expected, actual) in Network.Layers.Zip(read.Layers))
        {
            Assert.Equal((expected.Inputs, expected.Outputs), (actual.Inputs, actual.Outputs));
            Assert.Equal(expected.Weight, actual.Weight);
            Assert.Equal(expected.Bias, actual.Bias);
            Assert.Equal(expected.Chebyshev, actual.Chebyshev);
        }
    }

    [Fact]
    public void A_file_holds_samples_to_check_an_evaluation_by()
    {
        var arrays = FoldedFile.ArraysOf(Network, Inputs).ToDictionary(array => array.Name);

        Assert.Equal([16, 3], arrays["check_inputs"].Shape.ToArray());
        Assert.Equal([16, 2], arrays["check_logits"].Shape.ToArray());
        var logits = NamedArray.Of("", [16, 2], [.. FoldedEvaluation.Of(Network, Inputs).Logits.Take(32)]);
        Assert.Equal(logits.Content, arrays["check_logits"].Content);
    }

    // Σ c_k T_k of t = 2·0.5 − 1·1 + 0 = 0 and of t = 1, by hand; T_2(0) = −1.
    [Fact]
    public void An_evaluation_is_what_the_definition_says()
    {
        var network = new FoldedNetwork(
        [
            new FoldedLayer(2, 2, [2, 1, -1, 0], [0, 0.5], [3, 4, 5]),
            new FoldedLayer(2, 1, [10, 1], [0.5], null),
        ]);

        var evaluation = FoldedEvaluation.Of(network, [0.5f, 1f]);

        Assert.Equal([(10 * (3 - 5)) + (3 + 4 + 5) + 0.5], evaluation.Logits);
        Assert.Equal(12, evaluation.LargestValue);
    }

    [Fact]
    public void The_same_network_makes_the_same_file()
    {
        using var folder = new TemporaryFolder();
        var first = File.ReadAllBytes(Write(folder, FoldedFile.ArraysOf(Network, Inputs)));

        Assert.Equal(first, File.ReadAllBytes(Write(folder, FoldedFile.ArraysOf(Network, Inputs))));
    }

    [Fact]
    public void A_file_that_misses_a_bias_or_a_network_is_refused()
    {
        using var folder = new TemporaryFolder();
        var arrays = FoldedFile.ArraysOf(Network, Inputs);

        Assert.Contains("bias1", Refusal([.. arrays.Where(array => array.Name != "bias1")]), StringComparison.Ordinal);
        Assert.Contains("weight0", Refusal([.. arrays.Where(array => array.Name != "weight0")]), StringComparison.Ordinal);

        string Refusal(NamedArray[] some) => Assert.Throws<DatasetException>(() => FoldedFile.Read(Write(folder, some))).Message;
    }

    private static string Write(TemporaryFolder folder, IEnumerable<NamedArray> arrays)
    {
        var path = Path.Combine(folder.Path, "model.npz");
        using var stream = File.Create(path);
        NumpyArchive.Write(arrays, stream);
        return path;
    }

    private static double[] Numbers(int count, uint seed)
    {
        var random = new RandomStream(seed, RandomPurpose.Dataset);
        var numbers = new double[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = random.NextNormal();
        }

        return numbers;
    }
}
