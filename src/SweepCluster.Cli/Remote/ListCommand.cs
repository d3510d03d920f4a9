using System.CommandLine;
using SweepCluster.Cli.Remote.Client;

namespace SweepCluster.Cli.Remote;

/// <summary><c>sweep list</c>: the sweeps of a node.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var remote = new RemoteOptions();
        var command = new Command("list", "Lists the sweeps of a cluster. With --quiet, their ids alone.");
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
        var sweeps = await client.ListAsync(cancellation).ConfigureAwait(false);
        answer.Write(
            sweeps,
            RemoteJson.Default.SweepList,
            () => sweeps.Sweeps.Count == 0 ? $"No sweep at {client.Address.Text} yet; 'sweep submit FILE' sends one." : SweepText.Table(sweeps.Sweeps),
            sweeps.Sweeps.Count == 0 ? null : string.Join(Environment.NewLine, sweeps.Sweeps.Select(sweep => sweep.Id)));
        return ExitCode.Success;
    }
}
