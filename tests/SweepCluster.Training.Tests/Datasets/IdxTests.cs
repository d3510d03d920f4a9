using System.Buffers.Binary;
using System.IO.Compression;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Training.Tests.Datasets;

public sealed class IdxTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-", false)]
    [InlineData("-", true)]
    [InlineData(".", false)]
    public void Plain_gzip_and_dotted_names_are_read(string separator, bool gzip)
    {
        WriteAll(separator, gzip);
        var data = Loading.LoadAt(_folder.Path, reference => reference with { Validation = 0 });

        Assert.Equal((4, 3), (data.Features, data.Classes));
        Assert.Equal([0, 1, 2, 0, 1, 2], data.Train.Labels);
        Assert.Equal([0, 1, 2], data.Test.Labels);
        Assert.Equal(5 / 255f, data.Train.Features[5]);
    }

    [Fact]
    public void A_truncated_file_is_refused_with_its_name_and_byte()
    {
        WriteAll("-", gzip: false);
        var path = _folder.Write("train-images-idx3-ubyte", Images(6)[..^1]);

        var message = Loading.Refusal(() => Loading.LoadAt(_folder.Path));
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains("truncated", message, StringComparison.Ordinal);
        Assert.Contains("byte 16", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_forged_size_is_refused_before_memory_is_taken(bool gzip)
    {
        WriteAll("-", gzip);
        var forged = Images(6);
        BinaryPrimitives.WriteInt32BigEndian(forged.AsSpan(4), 500_000_000);
        Write("train-images-idx3-ubyte", forged, gzip);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("more than the file can hold", Loading.Refusal(() => Loading.LoadAt(_folder.Path)), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact]
    public void Labels_that_do_not_match_the_images_are_refused()
    {
        WriteAll("-", gzip: false);
        _folder.Write("train-labels-idx1-ubyte", Labels(5));

        Assert.Contains("5 labels for the 6 images", Loading.Refusal(() => Loading.LoadAt(_folder.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_out_of_range_is_refused_with_its_byte()
    {
        WriteAll("-", gzip: false);
        var labels = Labels(3);
        labels[9] = 7;
        _folder.Write("t10k-labels-idx1-ubyte", labels);

        Assert.Contains("label 1 (byte 9) is 7; labels must be 0 … 2", Loading.Refusal(() => Loading.LoadAt(_folder.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_format_under_the_name_is_refused()
    {
        WriteAll("-", gzip: false);
        _folder.Write("train-images-idx3-ubyte", "<html>not found</html>");

        Assert.Contains("magic number is 3C68746D", Loading.Refusal(() => Loading.LoadAt(_folder.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        WriteAll("-", gzip: false);
        File.Delete(Path.Combine(_folder.Path, "t10k-labels-idx1-ubyte"));

        Assert.Contains("'t10k-labels-idx1-ubyte'", Loading.Refusal(() => Loading.LoadAt(_folder.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Real_MNIST_is_read_whole_or_its_absence_explained()
    {
        var reference = new DatasetReference { Name = "mnist", Normalise = Normalisation.None, Validation = 0 };
        var locator = new SweepCluster.Training.Datasets.DatasetLocator("/nowhere", "/nowhere", RealData.Folder);
        if (RealData.Folder is null)
        {
            var message = Loading.Refusal(() => SweepCluster.Training.Datasets.DatasetLoader.Load(reference, locator));
            Assert.Contains("sweep data get mnist", message, StringComparison.Ordinal);
            return;
        }

        var data = SweepCluster.Training.Datasets.DatasetLoader.Load(reference, locator);
        Assert.Equal((60_000, 0, 10_000, 784, 10), (data.Train.Count, data.Validation.Count, data.Test.Count, data.Features, data.Classes));
        Assert.Equal([5, 0, 4, 1, 9, 2, 1, 3, 1, 4], data.Train.Labels[..10]);
        Assert.Equal(0.1307, data.Train.Features.Average(), 1e-4);
    }

    private void WriteAll(string separator, bool gzip)
    {
        foreach (var (split, count) in new[] { ("train", 6), ("t10k", 3) })
        {
            Write($"{split}-images{separator}idx3-ubyte", Images(count), gzip);
            Write($"{split}-labels{separator}idx1-ubyte", Labels(count), gzip);
        }
    }

    private void Write(string name, byte[] content, bool gzip)
    {
        if (!gzip)
        {
            _folder.Write(name, content);
            return;
        }

        using var file = File.Create(Path.Combine(_folder.Path, name + ".gz"));
        using var packed = new GZipStream(file, CompressionMode.Compress);
        packed.Write(content);
    }

    // 2 × 2 pixels counting up.
    private static byte[] Images(int count) =>
        [0, 0, 8, 3, 0, 0, 0, (byte)count, 0, 0, 0, 2, 0, 0, 0, 2, .. Enumerable.Range(0, 4 * count).Select(i => (byte)i)];

    private static byte[] Labels(int count) =>
        [0, 0, 8, 1, 0, 0, 0, (byte)count, .. Enumerable.Range(0, count).Select(i => (byte)(i % 3))];
}
