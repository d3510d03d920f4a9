using System.CommandLine;
using SweepCluster.Cli.Remote.Client;

namespace SweepCluster.Cli.Remote;

/// <summary><c>sweep pause</c>, <c>resume</c> and <c>cancel</c>.</summary>
internal static class StateCommands
{
    public static IEnumerable<Command> Create() =>
    [
        Create("pause", "Lets a sweep finish what is being trained and take nothing new until it is resumed.", (client, id, cancellation) => client.PauseAsync(id, cancellation)),
        Create("resume", "Goes on with a sweep that was paused.", (client, id, cancellation) => client.ResumeAsync(id, cancellation)),
        Create("cancel", "Ends a sweep for good; what is finished stays and can be exported.", (client, id, cancellation) => client.CancelAsync(id, cancellation)),
    ];

    private static Command Create(string name, string description, Func<SweepClient, string, CancellationToken, Task> change)
    {
        var id = RemoteOptions.Id();
        var remote = new RemoteOptions();
        var command = new Command(name, description) { id };
        remote.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = remote.Connect(parsed);
            return await RunAsync(client, parsed.GetRequiredValue(id), change, remote.Answer(parsed), cancellation).ConfigureAwait(false);
        });
        return command;
    }

    /// <summary>Changes a sweep and says how it stands then.</summary>
    public static async Task<int> RunAsync(SweepClient client, string id, Func<SweepClient, string, CancellationToken, Task> change, Answer answer, CancellationToken cancellation)
    {
        var sweep = await client.ResolveAsync(id, cancellation).ConfigureAwait(false);
        await change(client, sweep.Id, cancellation).ConfigureAwait(false);
        var changed = await client.FindAsync(sweep.Id, cancellation).ConfigureAwait(false);
        answer.Write(changed, RemoteJson.Default.SweepDocument, () => $"{changed.Id} is {changed.State}: {SweepText.Progress(changed.Progress)}.");
        return ExitCode.Success;
    }
}
