using SweepCluster.Cli.Remote.Client;
using SweepCluster.Cli.Stored.Exports;

namespace SweepCluster.Cli.Remote;

/// <summary><c>sweep export ID --url URL</c>: the same bytes as from a folder, made by a node.</summary>
internal static class RemoteExport
{
    /// <param name="format">The name of an export format.</param>
    /// <param name="output">A file, or - for standard output.</param>
    public static async Task<int> RunAsync(SweepClient client, string id, string format, string output, bool quiet, CancellationToken cancellation)
    {
        var sweep = await client.ResolveAsync(id, cancellation).ConfigureAwait(false);
        await OutputFile.WriteAsync(output, stream => client.ExportAsync(sweep.Id, format, stream, cancellation)).ConfigureAwait(false);
        if (output != OutputFile.StandardOutput && !quiet)
        {
            Console.Out.WriteLine($"Wrote {output}: {format}, of {sweep.Id}, which is {sweep.State}.");
        }

        return ExitCode.Success;
    }
}
