using System.Globalization;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Export.Tests.Maps;
using SweepCluster.Export.Traces;

namespace SweepCluster.Export.Tests.Traces;

public sealed class TraceFileTests
{
    private static string Write(StabilityMap map)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        TraceFile.Write(map, text);
        return text.ToString();
    }

    [Fact]
    public void Every_trace_comes_back_as_it_was()
    {
        var map = DemoMaps.Of("traces", [DemoMaps.Reals("B", AxisScale.Linear, 0, 1, 2, 3, 4, 5, 6)], (at, _) => OutcomeDescription.All[(int)at[0]].Outcome);

        var read = TraceFile.Read(new StringReader(Write(map))).ToList();

        var written = map.Cells.Concat(map.References)
            .SelectMany(cell => cell.Trials.Select(trial => new TraceLine(cell.Cell.Id.Text, trial.Id.Replicate, cell.Cell.IsReference, trial.Outcome, trial.Trace)));
        Assert.Equal(written, read);
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_strings()
    {
        var text = Write(DemoMaps.Of("escape", [], (_, _) => Outcome.Escaped, replicates: 1, references: 0));

        Assert.Contains("\"validationLoss\":\"Infinity\"", text, StringComparison.Ordinal);
        Assert.Contains("\"outcome\":\"escaped\"", text, StringComparison.Ordinal);
        Assert.Single(text.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void Empty_lines_are_passed_over() =>
        Assert.Equal(2, TraceFile.Read(new StringReader("\n" + Write(DemoMaps.Of("two", [], (_, _) => Outcome.Stable, replicates: 2, references: 0)) + "\n\n")).Count());

    [Theory]
    [InlineData("{\"cell\":\"a\"}")]
    [InlineData("nonsense")]
    [InlineData("null")]
    public void A_broken_line_is_named_by_its_number(string line)
    {
        var good = Write(DemoMaps.Of("one", [], (_, _) => Outcome.Stable, replicates: 1, references: 0));

        var error = Assert.Throws<FormatException>(() => TraceFile.Read(new StringReader(good + line)).ToList());

        Assert.StartsWith("Line 2:", error.Message, StringComparison.Ordinal);
    }
}
