using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Export.Maps;

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
            "failed_trials",
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
                CellLabel.Of(cell),
                CsvWriter.Field(cell.Stable.Trials),
                CsvWriter.Field(cell.FailedTrials),
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
