using Akka.Hosting;
using SweepCluster.Cluster.Akka.Messages;

namespace SweepCluster.Cluster.Akka.Composition;

/// <summary>How messages are written.</summary>
internal static class WireExtension
{
    public static AkkaConfigurationBuilder WithWireMessages(this AkkaConfigurationBuilder akka) =>
        akka.WithCustomSerializer("sweep", [typeof(WireMessage)], system => new WireSerializer(system));
}
