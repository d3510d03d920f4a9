using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace SweepCluster.Training.Tests.Datasets;

public sealed class NumpyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("<f4", 1)]
    [InlineData(">f4", 2)]
    [InlineData("<f8", 3)]
    [InlineData(">f8", 1)]
    [InlineData("|i1", 1)]
    [InlineData("<i4", 1)]
    [InlineData(">i4", 2)]
    [InlineData("<i8", 3)]
    public void Every_type_order_and_version_gives_the_same_numbers(string type, byte version)
    {
        foreach (var fortran in new[] { false, true })
        {
            // [[1, 2, 3], [4, 5, 6]], column by column in Fortran order.
            double[] stored = fortran ? [1, 4, 2, 5, 3, 6] : [1, 2, 3, 4, 5, 6];
            var data = Whole(("x", Npy(type, version, fortran, [2, 3], stored)), ("y", Npy("<i8", 1, false, [2], [7, 3])));

            Assert.Equal([1f, 2, 3, 4, 5, 6], data.Train.Features);
            Assert.Equal([1, 0], data.Train.Labels);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Unsigned_bytes_are_pixels(bool fortran)
    {
        double[] stored = fortran ? [0, 255, 51, 102] : [0, 51, 255, 102];
        var data = Whole(("X", Npy("|u1", 1, fortran, [2, 2, 1], stored)), ("y", Npy("|u1", 1, false, [2, 1], [0, 1])));

        Assert.Equal([0f, 51 / 255f, 1f, 102 / 255f], data.Train.Features);
    }

    [Fact]
    public void Separate_test_arrays_and_several_targets_are_read()
    {
        var path = Npz(
            ("x_train", Npy("<f4", 1, false, [2, 1], [1, 2])),
            ("y_train", Npy("<f4", 1, false, [2, 2], [0, 10, 2, 30])),
            ("x_test", Npy("<f4", 1, false, [1, 1], [3])),
            ("y_test", Npy("<f4", 1, false, [1, 2], [3, 40])));
        var data = Loading.LoadAt(path, reference => reference with { Validation = 0 });

        Assert.Equal((0, 2), (data.Classes, data.Targets));
        Assert.Equal([-1f, -1, 1, 1], data.Train.Targets);
        Assert.Equal([2f, 2], data.Test.Targets);
    }

    [Fact]
    public void A_single_matrix_has_its_label_in_the_last_column()
    {
        var path = _folder.Write("d.npy", Npy("<f8", 1, false, [2, 3], [1, 2, 0, 3, 4, 1]));
        var data = Loading.LoadAt(path, reference => reference with { Validation = 0, Test = 0 });

        Assert.Equal([1f, 2, 3, 4], data.Train.Features);
        Assert.Equal([0, 1], data.Train.Labels);
    }

    [Fact]
    public void A_value_that_is_not_finite_is_refused_at_its_place()
    {
        var message = Loading.Refusal(() => Whole(("x", Npy("<f8", 1, false, [2, 2], [1, 2, 3, double.NaN])), ("y", Npy("<i4", 1, false, [2], [0, 1]))));

        Assert.Contains("x.npy: sample 1, value 1 is NaN", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_that_do_not_match_are_refused()
    {
        var message = Loading.Refusal(() => Whole(("x", Npy("<f4", 1, false, [3, 1], [1, 2, 3])), ("y", Npy("<i4", 1, false, [2], [0, 1]))));

        Assert.Contains("2 rows for the 3", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(2000000000, 2000000000, 2000000000)")]
    [InlineData("(500000000,)")]
    public void A_forged_shape_is_refused_before_memory_is_taken(string shape)
    {
        var path = _folder.Write("d.npy", Header("<f8", 1, "False", shape));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains("truncated", Loading.Refusal(() => Loading.LoadAt(path)), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact]
    public void Types_that_are_not_numbers_are_refused()
    {
        var path = _folder.Write("d.npy", [.. Header("<U5", 1, "False", "(1, 2)"), .. new byte[40]]);

        Assert.Contains("element type 'U5' is not read", Loading.Refusal(() => Loading.LoadAt(path)), StringComparison.Ordinal);
    }

    private SweepCluster.Training.Datasets.Dataset Whole(params (string Name, byte[] Content)[] arrays) =>
        Loading.LoadAt(Npz(arrays), reference => reference with { Validation = 0, Test = 0 });

    private string Npz(params (string Name, byte[] Content)[] arrays)
    {
        var path = Path.Combine(_folder.Path, "d.npz");
        using var file = File.Create(path);
        using var archive = new ZipArchive(file, ZipArchiveMode.Create);
        foreach (var (name, content) in arrays)
        {
            using var entry = archive.CreateEntry(name + ".npy").Open();
            entry.Write(content);
        }

        return path;
    }

    private static byte[] Npy(string type, byte version, bool fortran, int[] shape, double[] values) =>
        [.. Header(type, version, fortran ? "True" : "False", $"({string.Join(", ", shape)},)"), .. values.SelectMany(value => Bytes(type, value))];

    private static byte[] Header(string type, byte version, string fortran, string shape)
    {
        var text = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': {fortran}, 'shape': {shape}, }}\n");
        var length = new byte[version == 1 ? 2 : 4];
        length[0] = (byte)text.Length;
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text];
    }

    private static byte[] Bytes(string type, double value)
    {
        var bytes = new byte[type[2] - '0'];
        switch (type[1..])
        {
            case "f4": BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value); break;
            case "f8": BinaryPrimitives.WriteDoubleLittleEndian(bytes, value); break;
            case "i4": BinaryPrimitives.WriteInt32LittleEndian(bytes, (int)value); break;
            case "i8": BinaryPrimitives.WriteInt64LittleEndian(bytes, (long)value); break;
            default: bytes[0] = (byte)(int)value; break;
        }

        if (type[0] == '>')
        {
            Array.Reverse(bytes);
        }

        return bytes;
    }
}
