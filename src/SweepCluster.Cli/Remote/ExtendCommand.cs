using System.CommandLine;
using SweepCluster.Cli.Remote.Client;

namespace SweepCluster.Cli.Remote;

/// <summary><c>sweep extend</c>: more work for a sweep that a node has.</summary>
internal static class ExtendCommand
{
    public static Command Create()
    {
        var id = RemoteOptions.Id();
        var set = new Option<string[]>("--set") { Description = "A value of the sweep's file that gives it more to do, for example replicates.count=10. May be given several times.", HelpName = "key=value", Required = true };
        set.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
            {
                result.AddError($"--set {token.Value}: expected key=value, for example --set replicates.count=10.");
            }
        });
        var remote = new RemoteOptions();
        var command = new Command("extend", "Gives a sweep more to do, such as further replicates, and keeps what is finished. One that has ended runs again.") { id, set };
        remote.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = remote.Connect(parsed);
            return await RunAsync(client, parsed.GetRequiredValue(id), parsed.GetRequiredValue(set), remote.Answer(parsed), Console.Error, cancellation).ConfigureAwait(false);
        });
        return command;
    }

    public static async Task<int> RunAsync(SweepClient client, string id, IReadOnlyList<string> set, Answer answer, TextWriter error, CancellationToken cancellation)
    {
        try
        {
            return await StateCommands.RunAsync(client, id, (node, sweep, token) => node.ExtendAsync(sweep, set, token), answer, cancellation).ConfigureAwait(false);
        }
        catch (RefusedException refused) when (refused.FileErrors.Count > 0)
        {
            foreach (var mistake in refused.FileErrors)
            {
                await error.WriteLineAsync(mistake.Text("--set")).ConfigureAwait(false);
            }

            return ExitCode.UserMistake;
        }
    }
}
