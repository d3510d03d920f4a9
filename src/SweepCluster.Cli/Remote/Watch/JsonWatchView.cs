using System.Text.Json;
using System.Text.Json.Serialization;
using SweepCluster.Cli.Remote.Client;
using SweepCluster.Cli.Run;

namespace SweepCluster.Cli.Remote.Watch;

/// <summary>One JSON object a line: the sweep whenever it has changed, and every event.</summary>
internal sealed class JsonWatchView : IRunView, IDisposable
{
    private readonly WatchProgress _progress;
    private readonly TextWriter _output;
    private readonly Lock _lock = new();

    public JsonWatchView(WatchProgress progress, TextWriter output)
    {
        _progress = progress;
        _output = output;
        progress.Changed += Print;
        progress.EventHappened += Print;
        Print(progress.Picture().Sweep);
    }

    public Task ShowAsync(Task run) => run.ContinueWith(_ => { }, TaskScheduler.Default);

    public void Dispose()
    {
        _progress.Changed -= Print;
        _progress.EventHappened -= Print;
    }

    private void Print(SweepDocument sweep) => Print(new WatchLine("sweep", sweep, null));

    private void Print(EventDocument happened) => Print(new WatchLine("event", null, happened));

    private void Print(WatchLine line)
    {
        lock (_lock)
        {
            _output.WriteLine(JsonSerializer.Serialize(line, CliJson.Default.WatchLine));
        }
    }
}

/// <summary>What <c>sweep watch --json</c> prints.</summary>
/// <param name="Kind"><c>sweep</c> or <c>event</c>; the member of that name is there.</param>
internal sealed record WatchLine(
    string Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SweepDocument? Sweep,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] EventDocument? Event);
