using Microsoft.Extensions.Hosting;

namespace SweepCluster.Cluster.Akka.Composition;

/// <summary>Signals of the system are the node's affair: a host of its own would keep them from ending the process.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
