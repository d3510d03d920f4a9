using SweepCluster.Cli.Remote.Client;

namespace SweepCluster.Cli.Doctor;

/// <summary>Whether a node can be used from here.</summary>
internal static class NodeChecks
{
    // Heartbeats come every few seconds; a node that was silent this long is likely gone.
    private const double SilentSeconds = 30;

    public static async Task<IReadOnlyList<Finding>> OfAsync(SweepClient client, CancellationToken cancellation)
    {
        try
        {
            if (await client.NotReadyAsync(cancellation).ConfigureAwait(false) is { } why)
            {
                return [new Finding("node", FindingStatus.Fail, why, "Its log says more; 'sweep doctor --store' on its machine checks its store.")];
            }

            var sweeps = (await client.ListAsync(cancellation).ConfigureAwait(false)).Sweeps;
            var running = sweeps.Count(sweep => !sweep.HasEnded);
            var workers = (await client.WorkersAsync(cancellation).ConfigureAwait(false)).Workers;
            return [new Finding("node", FindingStatus.Ok, $"{client.Address.Text} is ready: {sweeps.Count} sweep{(sweeps.Count == 1 ? "" : "s")}, {running} to train"), Workers(workers, running)];
        }
        catch (NodeException exception)
        {
            return [new Finding("node", FindingStatus.Fail, exception.Message, null)];
        }
    }

    internal static Finding Workers(IReadOnlyList<WorkerDocument> nodes, int running)
    {
        var alive = nodes.Where(node => node.SilentSeconds < SilentSeconds && node.Roles.Contains("worker")).ToArray();
        var silent = nodes.Where(node => node.SilentSeconds >= SilentSeconds).Select(node => node.Name).ToArray();
        return alive.Length == 0
            ? new Finding("workers", running > 0 ? FindingStatus.Fail : FindingStatus.Warn, "no worker is there to train", "Start one: sweep node --roles worker --store … with the store of this node.")
            : silent.Length > 0
                ? new Finding("workers", FindingStatus.Warn, $"{alive.Length} at work; nothing heard of {string.Join(", ", silent)}", "Their trials go to others. Look whether those machines are up and reach the store.")
                : new Finding("workers", FindingStatus.Ok, $"{alive.Length} at work");
    }
}
