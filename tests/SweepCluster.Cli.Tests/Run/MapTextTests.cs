using SweepCluster.Cli.Run;

namespace SweepCluster.Cli.Tests.Run;

public class MapTextTests
{
    private static string[] Draw(SampleRun run, int width = 80, int height = 24)
    {
        var picture = LabelPicture.Of(run.Progress.Map());
        return TextConsole.Lines(MapText.Of(picture, picture.Grids[0], width, height), width);
    }

    [Fact]
    public void Marks_tell_outcomes_apart_without_colours()
    {
        var run = new SampleRun("axes: [{parameter: B, values: [1, 2, 4]}, {parameter: degree, values: [2, 8]}]");
        foreach (var trial in run.OfCells.Where(trial => trial.Cell.Id.Text != "B=4;degree=8"))
        {
            run.Commit(trial, diverged: trial.Cell.Id.Text.StartsWith("B=1", StringComparison.Ordinal));
        }

        string[] expected =
        [
            "        8 x · ?",
            "        2 x · ·",
            "          1   4",
            "          B across, degree up",
        ];
        Assert.Equal(expected, Draw(run)[..4]);
        Assert.Equal(["·  stable 3   x  diverged 2   ?  no trial yet 1"], TextConsole.Lines(MapText.Legend(outcome => run.Progress.Map().Counts[outcome], run.Progress.Map().PendingCells)).Where(line => line.Length > 0));
    }

    [Fact]
    public void A_map_larger_than_the_terminal_is_thinned_and_keeps_its_ends()
    {
        var run = new SampleRun("axes: [{parameter: batch, int: {from: 2, to: 101}}, {parameter: plateauPatience, int: {from: 1, to: 60}}]");
        var lines = Draw(run, width: 50, height: 12);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 50));
        Assert.Equal(9, lines.Count(line => line.Contains('?', StringComparison.Ordinal)));
        Assert.Equal(20, lines[0].Count(mark => mark == '?'));
        Assert.StartsWith("       60 ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("        1 ", lines[8], StringComparison.Ordinal);
        Assert.Matches("^ {10}2 +101$", lines[9]);
    }

    [Fact]
    public void A_long_number_keeps_its_exponent()
    {
        var run = new SampleRun("axes: [{parameter: B, values: [1, 2]}, {parameter: learningRate, values: [9.23671e-5, 0.1]}]");
        Assert.StartsWith(" 9.24E-05 ", Draw(run)[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_without_axes_is_one_tile()
    {
        var run = new SampleRun("");
        run.Commit(run.OfCells.Single(), diverged: true);
        Assert.Equal("          x", Draw(run)[0]);
    }

    [Fact]
    public void Slices_stand_side_by_side_under_their_titles()
    {
        var run = new SampleRun("axes: [{parameter: B, values: [1, 2, 4, 8, 16]}, {parameter: degree, values: [2, 4]}, {parameter: lambda, values: [0, 1]}]");
        var lines = TextConsole.Lines(new MapPanel(LabelPicture.Of(run.Progress.Map()), 80, 20).Draw());
        Assert.Matches("^lambda = 0 +lambda = 1$", lines[0]);
        Assert.Equal(10, lines[1].Count(mark => mark == '?'));
    }

    [Fact]
    public void Slices_without_room_are_said_to_be_missing()
    {
        var run = new SampleRun("axes: [{parameter: B, values: [1, 2, 4, 8, 16]}, {parameter: degree, values: [2, 4]}, {parameter: lambda, values: [0, 1, 2, 3, 4, 5]}]");
        var lines = TextConsole.Lines(new MapPanel(LabelPicture.Of(run.Progress.Map()), 50, 8).Draw(), 50).Where(line => line.Length > 0).ToArray();
        Assert.Matches("^lambda = 0 +lambda = 1$", lines[0]);
        Assert.Equal("and 4 more, in map.png", lines[^1]);
        Assert.InRange(lines.Length, 1, 8);
    }
}
