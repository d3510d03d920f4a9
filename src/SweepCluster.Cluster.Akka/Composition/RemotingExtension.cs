using System.Security.Cryptography.X509Certificates;
using Akka.Hosting;
using Akka.Remote.Hosting;
using SweepCluster.Cluster.Akka.Secrets;

namespace SweepCluster.Cluster.Akka.Composition;

/// <summary>How the node is reached.</summary>
internal static class RemotingExtension
{
    // No typed option for what wraps a transport; a space in the name of its type would become a part of it.
    private const string Signing = $$"""
        akka.remote {
          adapters.{{SigningTransport.Scheme}} = "SweepCluster.Cluster.Akka.Secrets.SigningTransportProvider,SweepCluster.Cluster.Akka"
          dot-netty.tcp.applied-adapters = ["{{SigningTransport.Scheme}}"]
        }
        """;

    public static AkkaConfigurationBuilder WithNodeRemoting(this AkkaConfigurationBuilder akka, AkkaEngineOptions options)
    {
        var remote = new RemoteOptions
        {
            HostName = options.BindHost ?? options.Host,
            Port = options.BindPort ?? options.Port,
            PublicHostName = options.Host,
            PublicPort = options.Port == 0 ? null : options.Port,
        };
        if (options.Certificate is { } file)
        {
            remote.EnableSsl = true;
            remote.Ssl.SuppressValidation = false;
            remote.Ssl.X509Certificate = X509CertificateLoader.LoadPkcs12FromFile(file, options.CertificatePassword);
        }

        akka.WithRemoting(remote);
        return options.Secret is { } secret
            ? akka.AddSetup(new SigningSetup(new ClusterSecret(secret))).AddHocon(Signing, HoconAddMode.Prepend)
            : akka;
    }
}
