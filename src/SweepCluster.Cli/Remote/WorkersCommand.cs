using System.CommandLine;
using SweepCluster.Cli.Remote.Client;

namespace SweepCluster.Cli.Remote;

/// <summary><c>sweep workers</c>: the processes of a cluster and their devices.</summary>
internal static class WorkersCommand
{
    public static Command Create()
    {
        var remote = new RemoteOptions();
        var command = new Command("workers", "Lists the nodes of a cluster and what their devices do. With --quiet, the names of the nodes alone.");
        remote.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = remote.Connect(parsed);
            return await RunAsync(client, remote.Answer(parsed), cancellation).ConfigureAwait(false);
        });
        return command;
    }

    public static async Task<int> RunAsync(SweepClient client, Answer answer, CancellationToken cancellation)
    {
        var list = await client.WorkersAsync(cancellation).ConfigureAwait(false);
        var workers = list.Workers;
        answer.Write(
            list,
            RemoteJson.Default.WorkerList,
            () => workers.Count == 0 ? "No node has joined; 'sweep node --roles worker' with the same --store starts one." : WorkerText.Table(workers),
            workers.Count == 0 ? null : string.Join(Environment.NewLine, workers.Select(worker => worker.Name)));
        return ExitCode.Success;
    }
}
