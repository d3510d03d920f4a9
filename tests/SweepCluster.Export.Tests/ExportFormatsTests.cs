using SweepCluster.Export.Tests.Maps;

namespace SweepCluster.Export.Tests;

public sealed class ExportFormatsTests
{
    public static TheoryData<string> Names => [.. ExportFormats.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_format_writes_something_and_leaves_the_stream_open(string name)
    {
        var format = ExportFormats.Find(name)!;
        using var stream = new MemoryStream();

        format.Write(new ExportContext(DemoMaps.Cliff()), stream);

        Assert.True(stream.CanWrite);
        Assert.True(stream.Length > 100);
        Assert.NotEqual(0xEF, stream.ToArray()[0]);
    }

    [Fact]
    public void A_run_leaves_the_quick_ones_and_the_data_that_others_are_made_of() =>
        Assert.Equal(["map.png", "map.svg", "cells.csv", "trials.csv", "traces.jsonl", "map.json"], ExportFormats.OfRuns.Select(format => format.FileName));

    [Fact]
    public void Names_and_files_are_distinct_and_unknown_ones_find_nothing()
    {
        Assert.Equal(["html", "png", "svg", "csv", "trials", "traces", "json", "npz", "geojson"], ExportFormats.All.Select(format => format.Name));
        Assert.Distinct(ExportFormats.All.Select(format => format.FileName));
        Assert.Equal(".geojson", ExportFormats.Find("geojson")!.Extension);
        Assert.Null(ExportFormats.Find("pdf"));
    }
}
