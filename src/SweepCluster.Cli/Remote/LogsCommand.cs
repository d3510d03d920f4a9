using System.CommandLine;
using System.Text.Json;
using SweepCluster.Cli.Remote.Client;

namespace SweepCluster.Cli.Remote;

/// <summary><c>sweep logs</c>: what happened to a sweep.</summary>
internal static class LogsCommand
{
    // A node sends what it has kept at once; silence for this long means that there is no more of it.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    // For the first event the node may have to read a while.
    private static readonly TimeSpan FirstSilence = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var id = RemoteOptions.Id();
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with events as they happen, until Ctrl-C; waits for a node that is away." };
        var remote = new RemoteOptions();
        var command = new Command("logs", "Prints what happened to a sweep, oldest first. With --quiet, the sentences without their times.") { id, follow };
        remote.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = remote.Connect(parsed);
            return await RunAsync(client, parsed.GetRequiredValue(id), parsed.GetValue(follow), remote.Answer(parsed), TimeProvider.System, cancellation).ConfigureAwait(false);
        });
        return command;
    }

    public static async Task<int> RunAsync(SweepClient client, string id, bool follow, Answer answer, TimeProvider clock, CancellationToken cancellation)
    {
        var sweep = await client.ResolveAsync(id, cancellation).ConfigureAwait(false);
        var last = 0L;
        if (!follow)
        {
            await PrintKeptAsync(client, sweep.Id, answer, clock, cancellation).ConfigureAwait(false);
            return ExitCode.Success;
        }

        while (true)
        {
            try
            {
                await foreach (var happened in client.EventsAsync(sweep.Id, last, cancellation).ConfigureAwait(false))
                {
                    last = happened.Sequence;
                    Print(happened, answer);
                }
            }
            catch (NodeException exception) when (exception.IsAway)
            {
                // The node restarts or another takes over; what happens meanwhile is kept and comes later.
            }

            await Task.Delay(Pause, clock, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task PrintKeptAsync(SweepClient client, string sweep, Answer answer, TimeProvider clock, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(FirstSilence, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await foreach (var happened in client.EventsAsync(sweep, 0, both.Token).ConfigureAwait(false))
            {
                limit.CancelAfter(Silence);
                Print(happened, answer);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Silent for long enough: everything kept is printed.
        }
    }

    private static void Print(EventDocument happened, Answer answer) => answer.Output.WriteLine(
        answer.IsJson ? JsonSerializer.Serialize(happened, RemoteJson.Default.EventDocument)
        : answer.IsQuiet ? happened.Text
        : $"{SweepText.Time(happened.At)}  {happened.Kind,-16}  {happened.Text}");
}
