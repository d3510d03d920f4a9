using System.Text.Json;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Cli.Run;

/// <summary>One JSON object per line: every committed trial as it comes, and a summary at the end.</summary>
internal sealed class JsonView : IRunView, IDisposable
{
    private readonly RunProgress _progress;
    private readonly TextWriter _output;

    public JsonView(RunProgress progress, TextWriter output)
    {
        _progress = progress;
        _output = output;
        progress.TrialCommitted += Print;
    }

    public Task ShowAsync(Task run) => run.ContinueWith(_ => { }, TaskScheduler.Default);

    public void Dispose() => _progress.TrialCommitted -= Print;

    private void Print(Trial trial, TrialResult result) => _output.WriteLine(JsonSerializer.Serialize(
        new TrialLine(
            "trial",
            trial.Cell.Id.Text,
            trial.Replicate,
            trial.Cell.IsReference,
            OutcomeDescription.Of(_progress.OutcomeOf(trial, result)).Name,
            result.Trace.Steps,
            result.Trace.TestScoreAtLast is { } score && double.IsFinite(score) ? score : null,
            result.TrainingTime.TotalSeconds),
        CliJson.Default.TrialLine));
}
