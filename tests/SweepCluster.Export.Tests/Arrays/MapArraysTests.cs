using System.Collections.Immutable;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Export.Arrays;
using SweepCluster.Export.Tests.Maps;

namespace SweepCluster.Export.Tests.Arrays;

public sealed class MapArraysTests
{
    private static readonly ImmutableArray<Axis> Three =
        [DemoMaps.Reals("B", AxisScale.Linear, 1, 2, 3), DemoMaps.Reals("alpha", AxisScale.Log, 0.1, 1), DemoMaps.Degrees];

    /// <summary>Stable from B = 2 on; nothing known of B = 3 at degree 22.</summary>
    private static StabilityMap Map { get; } = DemoMaps.Of("arrays", Three, (values, _) =>
        values[0] == 3 && values[2] == 22 ? null : values[0] < 2 ? Outcome.Diverged : Outcome.Stable);

    private static byte[] Bytes(StabilityMap map)
    {
        using var stream = new MemoryStream();
        MapArrays.Write(map, stream);
        return stream.ToArray();
    }

    [Fact]
    public void Arrays_are_slices_of_rows_of_columns_with_the_axes_beside_them()
    {
        var arrays = NpyReader.ReadArchive(Bytes(Map));

        Assert.Equal([5, 2, 3], arrays["p_stable"].Shape);
        Assert.Equal([1, 2, 3], arrays["x"].Reals());
        Assert.Equal([0.1, 1], arrays["y"].Reals());
        Assert.Equal([2, 4, 8, 16, 22], arrays["slice_degree"].Reals());
        Assert.Equal(["B", "alpha"], arrays["axis_names"].Texts());
        Assert.Equal([0.0, 1, 1], arrays["p_stable"].Reals()[..3]);
        Assert.All(arrays["planned"].Bytes(), planned => Assert.Equal(1, planned));
    }

    [Fact]
    public void Every_place_has_the_numbers_of_its_cell()
    {
        var arrays = NpyReader.ReadArchive(Bytes(Map));
        var names = arrays["label_names"].Texts();
        for (var slice = 0; slice < 5; slice++)
        {
            for (var place = 0; place < 6; place++)
            {
                var cell = Map.Slices[slice].At(place % 3, place / 3)!;
                var at = (6 * slice) + place;
                Assert.Equal(cell.Majority is { } label ? OutcomeDescription.Of(label).Name : null, arrays["label"].Bytes()[at] is var number and >= 0 ? names[number] : null);
                Assert.Equal(cell.Stable.Trials, arrays["replicates"].Integers()[at]);
                Assert.Equal(cell.Stable.Estimate, arrays["p_stable"].Reals()[at]);
                Assert.Equal(cell.StableScore.Mean, arrays["score_mean"].Reals()[at]);
                Assert.Equal(cell.StepsToDivergence.Median, arrays["steps_to_divergence"].Reals()[at]);
            }
        }
    }

    [Fact]
    public void What_is_unknown_is_minus_one_or_not_a_number()
    {
        var arrays = NpyReader.ReadArchive(Bytes(Map));

        Assert.Equal(-1, arrays["label"].Bytes()[^1]);
        Assert.Equal(0, arrays["replicates"].Integers()[^1]);
        Assert.All(new[] { "p_stable", "p_stable_lower", "p_stable_upper", "score_sd", "training_seconds" }, name => Assert.Equal(double.NaN, arrays[name].Reals()[^1]));
    }

    [Fact]
    public void Scattered_cells_come_as_lists()
    {
        var map = DemoMaps.Of("scattered", Three, (_, draw) => draw < 0.5 ? Outcome.Stable : Outcome.Escaped, random: 40);

        var arrays = NpyReader.ReadArchive(Bytes(map));

        Assert.Equal([40], arrays["label"].Shape);
        Assert.Equal(map.Cells.Select(cell => cell.Cell.Coordinates[0].AsReal()), arrays["axis_B"].Reals());
    }

    [Fact]
    public void Equal_maps_make_equal_files() => Assert.Equal(Bytes(Map), Bytes(Map));

    [Fact]
    public void Numpy_reads_the_same_values()
    {
        // Where NumPy is not installed the reader above is the only witness, which CI does not allow.
        if (!SystemPython.Has("numpy"))
        {
            Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
            return;
        }

        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, Bytes(Map));
            var (code, output) = SystemPython.Run($"import numpy as np; m = np.load('{file}'); print(m['p_stable'].shape, m['label'].dtype, float(m['score_mean'][0, 1, 2]), list(m['label_names'])[0], int(np.isnan(m['p_stable']).sum()))");
            Assert.Equal(0, code);
            Assert.Equal("(5, 2, 3) int8 0.975 stable 2", output.Trim());
        }
        finally
        {
            File.Delete(file);
        }
    }
}
