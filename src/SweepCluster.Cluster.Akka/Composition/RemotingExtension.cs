using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Hosting;
using Akka.Remote.Hosting;
using SweepCluster.Cluster.Akka.Secrets;
using SweepCluster.Cluster.Engines;

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

    // No typed option. Two nodes that share a port would each get some of what is said to it; one that is started again
    // gets its port all the same.
    private const string OwnPort = "akka.remote.dot-netty.tcp.tcp-reuse-addr = off";

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
            remote.Ssl.X509Certificate = Open(file, options.CertificatePassword);
        }

        akka.WithRemoting(remote).AddHocon(OwnPort, HoconAddMode.Prepend);
        return options.Secret is { } secret
            ? akka.AddSetup(new SigningSetup(new ClusterSecret(secret))).AddHocon(Signing, HoconAddMode.Prepend)
            : akka;
    }

    private static X509Certificate2 Open(string file, string? password)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12FromFile(file, password);
        }
        catch (CryptographicException failure)
        {
            throw new EngineException($"akka.certificate: {file} cannot be opened: {failure.Message.TrimEnd('.')}. It must be a PKCS #12 file, and akka.certificatePassword what opens it.", failure);
        }
    }
}
