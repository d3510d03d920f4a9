using System.Collections;
using System.CommandLine;
using SweepCluster.Cli.Data;
using SweepCluster.Cli.Run;
using SweepCluster.Node.Configuration;
using SweepCluster.Node.Hosting;

namespace SweepCluster.Cli.Nodes;

/// <summary><c>sweep node</c>: a process of a cluster.</summary>
internal static class NodeCommand
{
    public static Command Create()
    {
        var file = new Option<FileInfo?>("--config") { Description = "a file of settings, YAML or JSON; the environment and flags win over it" };
        var flags = SettingKeys.All.Where(key => key.Flag is not null)
            .Select(key => (Key: key, Option: new Option<string?>(key.Flag!) { Description = $"{key.Description} Default: {key.Default}." }))
            .ToArray();
        var command = new Command("node", "Runs a node of a cluster until it is told to stop: a coordinator, a worker, or both.") { file };
        foreach (var (key, option) in flags)
        {
            if (key.Name == "devices")
            {
                // As 'sweep run' calls it.
                option.Aliases.Add("--device");
            }

            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancellation) =>
        {
            var given = flags.Where(flag => parsed.GetValue(flag.Option) is not null).Select(flag => KeyValuePair.Create(flag.Key.Name, parsed.GetValue(flag.Option)!));
            var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value));
            return await RunAsync(NodeSettings.Read(parsed.GetValue(file)?.FullName, environment, given), cancellation).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> RunAsync(NodeSettings settings, CancellationToken cancellation)
    {
        using var interruption = new Interruption(() => { }, cancellation);
        await using var host = await NodeHost.StartAsync(settings, DataCommand.Locator(settings.DataFolder ?? "."), TimeProvider.System, interruption.Token).ConfigureAwait(false);
        var stopped = new TaskCompletionSource();
        using var registration = interruption.Token.Register(() => stopped.TrySetResult());
        await Task.WhenAny(stopped.Task, host.Failure).Unwrap().ConfigureAwait(false);
        await host.DrainAsync(CancellationToken.None).ConfigureAwait(false);
        return ExitCode.Success;
    }
}
