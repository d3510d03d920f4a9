using System.CommandLine;
using SweepCluster.Cli.Remote.Client;

namespace SweepCluster.Cli.Remote;

/// <summary><c>sweep show</c>: one sweep of a node.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var id = RemoteOptions.Id();
        var remote = new RemoteOptions();
        var command = new Command("show", "Shows where a sweep stands, and which of its trials the machines failed. With --quiet, its state alone.") { id };
        remote.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = remote.Connect(parsed);
            return await RunAsync(client, parsed.GetRequiredValue(id), remote.Answer(parsed), cancellation).ConfigureAwait(false);
        });
        return command;
    }

    public static async Task<int> RunAsync(SweepClient client, string id, Answer answer, CancellationToken cancellation)
    {
        var sweep = await client.ResolveAsync(id, cancellation).ConfigureAwait(false);
        var failures = sweep.Progress.Failed == 0 ? [] : (await client.FailuresAsync(sweep.Id, cancellation).ConfigureAwait(false)).Failures;
        answer.Write(new ShowDocument(sweep, failures), CliJson.Default.ShowDocument, () => SweepText.Of(sweep, failures), sweep.State);
        return ExitCode.Success;
    }
}

/// <summary>What <c>sweep show --json</c> prints.</summary>
internal sealed record ShowDocument(SweepDocument Sweep, IReadOnlyList<FailureDocument> Failures);
