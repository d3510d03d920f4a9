using System.Text.Json;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Export.Tables;

/// <summary>
/// Writes <c>trials.csv</c>: one row per finished trial, by cell and replicate, those of references last. The
/// training time is the one column that differs between two runs of the same sweep.
/// </summary>
public static class TrialTable
{
    /// <param name="output">Receives the table; stays open.</param>
    public static void Write(StabilityMap map, TextWriter output)
    {
        var axes = map.Sweep.Axes;
        var csv = new CsvWriter(output);
        csv.Row(
        [
            .. axes.Select(axis => axis.Parameter),
            "cell", "reference", "replicate", "outcome", "steps", "epochs",
            "divergence_step", "divergence_signal", "divergence_layer",
            "test_score_best", "test_score_last", "validation_score", "validation_loss", "validation_range", "escaped_samples",
            "training_seconds",
        ]);
        foreach (var cell in map.Cells.Concat(map.References))
        {
            foreach (var trial in cell.Trials)
            {
                csv.Row([.. axes.Select((_, i) => i < cell.Cell.Coordinates.Length ? cell.Cell.Coordinates[i].Text : ""), .. Fields(cell, trial)]);
            }
        }
    }

    private static IEnumerable<string> Fields(MapCell cell, LabelledTrial trial)
    {
        var trace = trial.Trace;
        var last = trace.Epochs.IsEmpty ? null : trace.Epochs[^1];
        return
        [
            cell.Cell.Id.Text,
            cell.Cell.IsReference ? "true" : "false",
            CsvWriter.Field(trial.Id.Replicate),
            OutcomeDescription.Of(trial.Outcome).Name,
            CsvWriter.Field(trace.Steps),
            CsvWriter.Field(trace.Epochs.Length),
            CsvWriter.Field(trace.Divergence?.Step),
            trace.Divergence is { } divergence ? JsonNamingPolicy.CamelCase.ConvertName(divergence.Signal.ToString()) : "",
            CsvWriter.Field(trace.Divergence?.Layer),
            CsvWriter.Field(trace.TestScoreAtBest),
            CsvWriter.Field(trace.TestScoreAtLast),
            CsvWriter.Field(last?.ValidationScore),
            CsvWriter.Field(last?.ValidationLoss),
            CsvWriter.Field(last?.ValidationRange),
            CsvWriter.Field(last?.EscapedSamples),
            CsvWriter.Field(trial.TrainingTime.TotalSeconds),
        ];
    }
}
