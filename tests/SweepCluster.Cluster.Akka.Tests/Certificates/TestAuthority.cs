using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SweepCluster.Cluster.Akka.Tests.Certificates;

/// <summary>An authority that lives for a test and gives certificates to its nodes.</summary>
internal sealed class TestAuthority : IDisposable
{
    /// <summary>What opens the files.</summary>
    public const string Password = "of these files";

    /// <summary>The name that all nodes' certificates share.</summary>
    private const string Nodes = "nodes.sweep.test";

    private static readonly DateTimeOffset Begin = DateTimeOffset.UtcNow.AddDays(-1);
    private static readonly DateTimeOffset End = DateTimeOffset.UtcNow.AddDays(1);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    public TestAuthority(string name)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _certificate = request.CreateSelfSigned(Begin, End);
    }

    /// <summary>Writes its own certificate, for those who are to trust it.</summary>
    public void WriteTo(string file) => File.WriteAllText(file, _certificate.ExportCertificatePem());

    /// <summary>Gives a node a certificate with its key, as a PKCS #12 file in a folder; its path.</summary>
    public string Certify(string node, string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={node}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Nodes);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_certificate, Begin.AddHours(1), End.AddHours(-1), RandomNumberGenerator.GetBytes(8));
        using var withKey = certificate.CopyWithPrivateKey(key);
        var file = Path.Combine(folder, $"{node}.p12");
        File.WriteAllBytes(file, withKey.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, Password));
        return file;
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }
}
