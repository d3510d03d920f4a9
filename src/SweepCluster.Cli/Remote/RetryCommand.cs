using System.CommandLine;
using System.Globalization;
using SweepCluster.Cli.Remote.Client;

namespace SweepCluster.Cli.Remote;

/// <summary><c>sweep retry</c>: trains again what the machines failed.</summary>
internal static class RetryCommand
{
    public static Command Create()
    {
        var id = RemoteOptions.Id();
        var cause = new Option<string?>("--cause") { Description = "Only trials whose cause of failure contains this text.", HelpName = "TEXT" };
        var cell = new Option<string[]>("--cell") { Description = "Only trials of this cell, by its id as 'sweep show' prints it. May be given several times.", HelpName = "CELL" };
        var remote = new RemoteOptions();
        var command = new Command("retry", "Trains again the trials that machines failed. With --quiet, prints how many.") { id, cause, cell };
        remote.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = remote.Connect(parsed);
            var cells = parsed.GetValue(cell) ?? [];
            var which = new RetryRequest(cells.Length == 0 ? null : cells, parsed.GetValue(cause));
            return await RunAsync(client, parsed.GetRequiredValue(id), which, remote.Answer(parsed), cancellation).ConfigureAwait(false);
        });
        return command;
    }

    public static async Task<int> RunAsync(SweepClient client, string id, RetryRequest which, Answer answer, CancellationToken cancellation)
    {
        var sweep = await client.ResolveAsync(id, cancellation).ConfigureAwait(false);
        var retried = await client.RetryAsync(sweep.Id, which, cancellation).ConfigureAwait(false);
        answer.Write(
            new RetryDocument(retried),
            RemoteJson.Default.RetryDocument,
            () => retried == 0
                ? $"{sweep.Id} has no failed trial{(which.Cause is null && which.Cells is null ? "" : " of that kind; 'sweep show' lists those there are")}."
                : $"{retried} trial{(retried == 1 ? "" : "s")} of {sweep.Id} will be trained again.",
            retried.ToString(CultureInfo.InvariantCulture));
        return ExitCode.Success;
    }
}
