using System.Text.Json;
using SweepCluster.Compute.Cpu;
using SweepCluster.Domain.Recommendations.Encryption;
using SweepCluster.Node.Encryption;
using SweepCluster.Training.PolynomialNetworks.Export;

namespace SweepCluster.Node.Tests.Encryption;

public sealed class ModelExportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("bn-activation")]
    [InlineData("activation-bn")]
    public void The_model_of_a_trial_is_written_and_says_what_its_training_said(string order)
    {
        var trained = TrainedMap.Of(order);
        var row = Table(trained).Rows.First(row => row.Degree == 4);

        var exported = Export(trained, row);

        Assert.True(exported.Check.Passed, $"{exported.Check}");
        Assert.True(exported.SameTraceAsStored);
        Assert.Equal(row.Trial.Trace.TestScoreAtLast, exported.Check.TrainedAccuracy);
        Assert.InRange(exported.Check.LargestDifference, 0, 1e-4 * exported.Check.LargestLogit);
        var network = FoldedFile.Read(exported.Arrays!);
        Assert.Equal([784, 16], network.Layers.Select(layer => layer.Inputs));
        Assert.Equal(5, network.Layers[0].Chebyshev?.Length);
        Assert.Equal(["model.json", "model.npz"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_document_holds_what_a_reader_of_the_arrays_needs()
    {
        var trained = TrainedMap.Of("activation-bn", "seed: 3");
        var row = Table(trained).Rows[0];
        var exported = Export(trained, row);

        using var document = JsonDocument.Parse(File.ReadAllBytes(exported.Document!));
        var root = document.RootElement;
        Assert.Equal(4, root.GetProperty("levels").GetInt32());
        Assert.Equal((3ul, "degree=2", row.Trial.Id.Replicate), (
            root.GetProperty("origin").GetProperty("seed").GetUInt64(),
            root.GetProperty("origin").GetProperty("cell").GetString(),
            root.GetProperty("origin").GetProperty("replicate").GetInt32()));
        var layers = root.GetProperty("layers");
        Assert.Equal(2, layers.GetArrayLength());
        Assert.Equal(("chebyshev0", 20, 2), (layers[0].GetProperty("chebyshev").GetString(), layers[0].GetProperty("b").GetDouble(), layers[0].GetProperty("polynomialLevels").GetInt32()));
        Assert.Equal(JsonValueKind.Null, layers[1].GetProperty("chebyshev").ValueKind);
        Assert.Equal([60, 40, 40, 40, 40, 60], root.GetProperty("ckks").GetProperty("parameters").GetProperty("primeBits").EnumerateArray().Select(bits => bits.GetInt32()));
        Assert.Equal(400, root.GetProperty("escapes").GetProperty("test").GetProperty("samples").GetInt32());
        Assert.Equal(layers[0].GetProperty("largestRange").GetDouble(), root.GetProperty("escapes").GetProperty("test").GetProperty("largestRange").GetDouble());
    }

    [Fact]
    public void A_trace_that_comes_out_otherwise_is_told()
    {
        var trained = TrainedMap.Of("bn-activation");
        var row = Table(trained).Rows[0];
        var epoch = row.Trial.Trace.Epochs[^1] with { TrainLoss = 0.5 };
        var other = row with { Trial = row.Trial with { Trace = row.Trial.Trace with { Epochs = [epoch] } } };

        Assert.False(Export(trained, other).SameTraceAsStored);
    }

    [Fact]
    public void Nothing_is_kept_of_a_model_that_differs_from_the_trained_one()
    {
        var trained = TrainedMap.Of("bn-activation");
        using var device = new CpuDevice(cores: 2);

        var exported = new ModelExport(trained.Map.Sweep, trained.Dataset, device, tolerance: 0).Write(Table(trained).Rows[0], _folder, default);

        Assert.False(exported.Check.Passed);
        Assert.Null(exported.Arrays);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_the_users_mistake()
    {
        var trained = TrainedMap.Of("bn-activation");
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        using var device = new CpuDevice(cores: 2);

        var refusal = Assert.Throws<UserException>(() => new ModelExport(trained.Map.Sweep, trained.Dataset, device).Write(Table(trained).Rows[0], file, default));
        Assert.Contains("--output", refusal.Message, StringComparison.Ordinal);
    }

    private static EncryptionTable Table(TrainedMap trained)
    {
        var table = EncryptionTable.Of(trained.Map, trained.Dataset.Features, trained.Dataset.Classes, new CkksScale());
        Assert.True(table.Rows.Length == 2, string.Join(", ", trained.Map.Cells.SelectMany(cell => cell.Trials).Select(trial => trial.Outcome)));
        return table;
    }

    private ExportedModel Export(TrainedMap trained, EncryptionRow row)
    {
        using var device = new CpuDevice(cores: 2);
        return new ModelExport(trained.Map.Sweep, trained.Dataset, device).Write(row, _folder, default);
    }
}
