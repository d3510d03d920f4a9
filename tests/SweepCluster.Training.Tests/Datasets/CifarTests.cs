namespace SweepCluster.Training.Tests.Datasets;

public sealed class CifarTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CIFAR_10_joins_its_five_batches_in_order()
    {
        WriteTen();
        var data = Loading.LoadAt(_folder.Path, reference => reference with { Validation = 0 });

        Assert.Equal((3072, 10), (data.Features, data.Classes));
        Assert.Equal([1, 1, 2, 2, 3, 3, 4, 4, 5, 5], data.Train.Labels);
        Assert.Equal([9], data.Test.Labels);
        Assert.Equal(3 / 255f, data.Train.Features[4 * 3072]);
    }

    [Theory]
    [InlineData(null, 100, 99)]
    [InlineData("coarse", 20, 19)]
    public void CIFAR_100_has_fine_and_coarse_labels(string? label, int classes, int expected)
    {
        foreach (var name in new[] { "train.bin", "test.bin" })
        {
            _folder.Write(name, [19, 99, .. new byte[3072], 0, 0, .. new byte[3072]]);
        }

        var data = Loading.LoadAt(_folder.Path, reference => reference with { Label = label, Validation = 0 });
        Assert.Equal(classes, data.Classes);
        Assert.Equal([expected, 0], data.Train.Labels);
    }

    [Fact]
    public void A_truncated_batch_is_refused()
    {
        WriteTen();
        _folder.Write("data_batch_3.bin", Record(1)[..^5]);

        Assert.Contains("truncated: its 3068 bytes", Loading.Refusal(() => Loading.LoadAt(_folder.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_out_of_range_is_refused_with_its_record()
    {
        WriteTen();
        _folder.Write("data_batch_2.bin", [.. Record(0), .. Record(10)]);

        Assert.Contains("record 1 (byte 3073): label is 10; labels must be 0 … 9", Loading.Refusal(() => Loading.LoadAt(_folder.Path)), StringComparison.Ordinal);
    }

    private void WriteTen()
    {
        for (byte batch = 1; batch <= 5; batch++)
        {
            _folder.Write($"data_batch_{batch}.bin", [.. Record(batch), .. Record(batch)]);
        }

        _folder.Write("test_batch.bin", Record(9));
    }

    // The label is repeated as every pixel.
    private static byte[] Record(byte label) => [.. Enumerable.Repeat(label, 3073)];
}
