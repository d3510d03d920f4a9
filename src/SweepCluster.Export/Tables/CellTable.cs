using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Export.Tables;

/// <summary>Writes <c>cells.csv</c>: one row per cell of the map, in the map's order.</summary>
public static class CellTable
{
    /// <param name="output">Receives the table; stays open.</param>
    public static void Write(StabilityMap map, TextWriter output)
    {
        var csv = new CsvWriter(output);
        csv.Row(
        [
            .. map.Sweep.Axes.Select(axis => axis.Parameter),
            "label",
            "trials",
            .. OutcomeDescription.All.Select(description => description.Name),
            "p_stable",
            "p_stable_low",
            "p_stable_high",
            "score_mean",
            "score_deviation",
            "median_divergence_step",
        ]);
        foreach (var cell in map.Cells)
        {
            csv.Row(
            [
                .. cell.Cell.Coordinates.Select(value => value.Text),
                cell.Majority is { } label ? OutcomeDescription.Of(label).Name : "pending",
                CsvWriter.Field(cell.Trials.Length),
                .. OutcomeDescription.All.Select(description => CsvWriter.Field(cell.Counts[description.Outcome])),
                CsvWriter.Statistic(cell.Stable.Estimate),
                CsvWriter.Field(cell.StableInterval.Lower),
                CsvWriter.Field(cell.StableInterval.Upper),
                CsvWriter.Statistic(cell.StableScore.Mean),
                CsvWriter.Statistic(cell.StableScore.StandardDeviation),
                CsvWriter.Statistic(cell.StepsToDivergence.Median),
            ]);
        }
    }
}
