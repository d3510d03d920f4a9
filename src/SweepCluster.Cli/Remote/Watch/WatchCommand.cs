using System.CommandLine;
using Spectre.Console;
using SweepCluster.Cli.Remote.Client;
using SweepCluster.Cli.Run;

namespace SweepCluster.Cli.Remote.Watch;

/// <summary><c>sweep watch</c>: how a sweep goes, until it has ended.</summary>
internal static class WatchCommand
{
    public static Command Create()
    {
        var id = RemoteOptions.Id();
        var plain = new Option<bool>("--plain") { Description = "Print lines instead of a live picture, as when the output is not a terminal." };
        var remote = new RemoteOptions();
        var command = new Command(
            "watch",
            $"Shows how a sweep goes until it has ended; waits where the node is away. Exit code 0 when it has finished, {ExitCode.SweepCancelled} when someone cancelled it. Ctrl-C ends watching, not the sweep.") { id, plain };
        remote.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = remote.Connect(parsed);
            var isPlain = parsed.GetValue(plain) || Console.IsOutputRedirected;
            return await RunAsync(client, parsed.GetRequiredValue(id), remote.Answer(parsed), isPlain, Console.Error, TimeProvider.System, cancellation).ConfigureAwait(false);
        });
        return command;
    }

    public static async Task<int> RunAsync(SweepClient client, string id, Answer answer, bool isPlain, TextWriter error, TimeProvider clock, CancellationToken cancellation)
    {
        var first = await client.ResolveAsync(id, cancellation).ConfigureAwait(false);
        var progress = new WatchProgress(first, clock);
        var view = View(progress, answer, isPlain);
        using var disposable = view as IDisposable;
        using var interruption = new Interruption(() => { }, cancellation);
        var following = new SweepFollower(client, progress, clock).FollowAsync(first.Id, interruption.Token);
        await ShowAsync(view, following, new MapFollower(client, progress, clock), first.Id, interruption.Token).ConfigureAwait(false);
        try
        {
            return await EndAsync(await following.ConfigureAwait(false), client.Address, answer, error).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync($"sweep: watching stopped; the sweep goes on. 'sweep watch {first.Id}' shows it again, 'sweep cancel {first.Id}' ends it.").ConfigureAwait(false);
            return ExitCode.Cancelled;
        }
    }

    /// <summary>Maps are fetched for who draws them alone; the last one is of the sweep as it ended.</summary>
    private static async Task ShowAsync(IRunView view, Task following, MapFollower maps, string id, CancellationToken cancellation)
    {
        if (view is not LiveWatchView live)
        {
            await view.ShowAsync(following).ConfigureAwait(false);
            return;
        }

        using var drawing = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var drawn = maps.FollowAsync(id, drawing.Token);
        await live.ShowAsync(following).ConfigureAwait(false);
        await drawing.CancelAsync().ConfigureAwait(false);
        await drawn.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (following.IsCompletedSuccessfully)
        {
            await maps.LookAsync(id, cancellation).ConfigureAwait(false);
            live.ShowLast();
        }
    }

    private static IRunView View(WatchProgress progress, Answer answer, bool isPlain) =>
        answer.IsJson ? new JsonWatchView(progress, answer.Output)
        : answer.IsQuiet ? new QuietView()
        : isPlain ? new PlainWatchView(progress, answer.Output)
        : new LiveWatchView(progress, AnsiConsole.Console);

    private static async Task<int> EndAsync(SweepDocument sweep, NodeAddress address, Answer answer, TextWriter error)
    {
        var trials = ": " + SweepText.Progress(sweep.Progress);
        if (sweep.IsCancelled)
        {
            await error.WriteLineAsync($"sweep: {sweep.Id} was cancelled{trials}.").ConfigureAwait(false);
            return ExitCode.SweepCancelled;
        }

        if (!answer.IsJson && !answer.IsQuiet)
        {
            await answer.Output.WriteLineAsync($"{sweep.Id} is finished{trials}. 'sweep export {sweep.Id} --url {address.Text} --format png --output map.png' draws its map.").ConfigureAwait(false);
        }

        return ExitCode.Success;
    }
}
