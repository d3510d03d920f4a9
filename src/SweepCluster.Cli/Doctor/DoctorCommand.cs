using System.CommandLine;
using SweepCluster.Cli.Data;
using SweepCluster.Cli.Remote;
using SweepCluster.Cli.Remote.Client;
using SweepCluster.Node;

namespace SweepCluster.Cli.Doctor;

/// <summary><c>sweep doctor</c>: what is on, what is reachable, what is wrong and how to mend it.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var store = new Option<string?>("--store") { Description = "Also check this store: sqlite:PATH or postgres://USER@HOST:PORT/DATABASE.", HelpName = "STORE" };
        var url = RemoteOptions.Url();
        url.Description = $"Also check this node, and its workers; ${NodeAddress.UrlVariable} by default.";
        var tokenFile = RemoteOptions.TokenFile();
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of a table." };
        var command = new Command("doctor", "Says what is on, what is reachable, what is wrong and how to mend it. Exit code 1 when something does not work.") { store, url, tokenFile, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var findings = new List<Finding>([.. MachineChecks.All(), .. DataChecks.All(DataCommand.Locator(".")), DiskChecks.Of(".")]);
            if (parsed.GetValue(store) is { } address)
            {
                findings.AddRange(await StoreChecks.OfAsync(address, cancellation).ConfigureAwait(false));
            }

            if (parsed.GetValue(url) is { } node || !string.IsNullOrEmpty(node = Environment.GetEnvironmentVariable(NodeAddress.UrlVariable)))
            {
                findings.AddRange(await NodeAsync(node, parsed.GetValue(tokenFile), cancellation).ConfigureAwait(false));
            }

            return Print(findings, parsed.GetValue(json) ? ToJson : DoctorText.Of);
        });
        return command;
    }

    private static async Task<IReadOnlyList<Finding>> NodeAsync(string url, string? tokenFile, CancellationToken cancellation)
    {
        try
        {
            using var client = RemoteOptions.Connect(url, tokenFile);
            return await NodeChecks.OfAsync(client, cancellation).ConfigureAwait(false);
        }
        catch (UserException mistake)
        {
            return [new Finding("node", FindingStatus.Fail, mistake.Message)];
        }
    }

    private static string ToJson(IReadOnlyList<Finding> findings) =>
        System.Text.Json.JsonSerializer.Serialize(new DoctorDocument(IsHealthy(findings), findings), CliJson.Default.DoctorDocument);

    private static int Print(IReadOnlyList<Finding> findings, Func<IReadOnlyList<Finding>, string> write)
    {
        Console.Out.WriteLine(write(findings));
        return IsHealthy(findings) ? ExitCode.Success : ExitCode.Failure;
    }

    private static bool IsHealthy(IEnumerable<Finding> findings) => findings.All(finding => finding.Status != FindingStatus.Fail);
}
