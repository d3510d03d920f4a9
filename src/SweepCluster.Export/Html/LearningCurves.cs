using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Export.Html;

/// <summary>
/// The learning curves that a report holds. Where all would be too many it keeps fewer replicates a cell, then every
/// n-th cell: which ones depends on the map only.
/// </summary>
internal sealed class LearningCurves
{
    private const int MostReplicates = 5;
    private const int MostPoints = 100;

    /// <summary>About what the five numbers of an epoch take.</summary>
    private const int BytesPerPoint = 38;

    private readonly StabilityMap _map;
    private readonly ImmutableArray<int> _cells;
    private readonly int _replicates;
    private readonly int _trials;

    private LearningCurves(StabilityMap map, ImmutableArray<int> cells, int replicates)
    {
        _map = map;
        _cells = cells;
        _replicates = replicates;
        _trials = cells.Sum(cell => Math.Min(replicates, map.Cells[cell].Stable.Trials));
    }

    /// <summary>What is left out, as a sentence; null when every trial of the map has its curve.</summary>
    public string? Omission => _trials == _map.Counts.Total
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"To keep the file small it holds the learning curves of {_trials:N0} of {_map.Counts.Total:N0} trials; traces.jsonl has all.");

    /// <summary>The choice for about so many bytes.</summary>
    public static LearningCurves Choose(StabilityMap map, int bytes)
    {
        var epochs = Math.Clamp(map.Sweep.Budget.Epochs ?? MostPoints, 1, MostPoints);
        var most = Math.Max(1, bytes / ((epochs * BytesPerPoint) + 40));
        ImmutableArray<int> finished = [.. Enumerable.Range(0, map.Cells.Length).Where(cell => !map.Cells[cell].IsPending)];
        var replicates = MostReplicates;
        while (replicates > 1 && finished.Sum(cell => (long)Math.Min(replicates, map.Cells[cell].Stable.Trials)) > most)
        {
            replicates--;
        }

        var every = Math.Max(1, (finished.Length + most - 1) / most);
        return new LearningCurves(map, [.. finished.Where((_, i) => i % every == 0 || replicates > 1)], replicates);
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("curvesOmitted", Omission);
        json.WriteStartObject("curves");
        foreach (var cell in _cells)
        {
            json.WriteStartArray($"{cell}");
            foreach (var trial in _map.Cells[cell].Trials.Take(_replicates))
            {
                Write(json, trial);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LabelledTrial trial)
    {
        var epochs = trial.Trace.Epochs;
        var every = (epochs.Length + MostPoints - 1) / MostPoints;

        // The last epoch is the one that labels look at, so it is always among them.
        EpochRecord[] shown = [.. epochs.Where((_, i) => (epochs.Length - 1 - i) % Math.Max(1, every) == 0)];
        json.WriteStartObject();
        json.WriteNumber("replicate", trial.Id.Replicate);
        json.WriteNumber("label", OutcomeDescription.Severity(trial.Outcome));
        if (trial.Trace.Divergence is { } divergence)
        {
            json.WriteNumber("divergedAt", divergence.Step);
        }

        json.WriteArray("epoch", shown.Select(epoch => (double)epoch.Epoch));
        json.WriteArray("trainLoss", shown.Select(epoch => epoch.TrainLoss), 4);
        json.WriteArray("validationLoss", shown.Select(epoch => epoch.ValidationLoss), 4);
        json.WriteArray("validationScore", shown.Select(epoch => epoch.ValidationScore), 4);
        json.WriteArray("testScore", shown.Select(epoch => epoch.TestScore), 4);
        if (shown.Any(epoch => epoch.ValidationRange > 0))
        {
            json.WriteArray("validationRange", shown.Select(epoch => epoch.ValidationRange), 3);
        }

        json.WriteEndObject();
    }
}
