using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using SweepCluster.Cluster.Engines;
using SweepCluster.Storage.Tests.Memory;

namespace SweepCluster.Cluster.Akka.Tests.Certificates;

/// <summary>Nodes of one process that speak TLS; the system trusts one authority of this test and not the other.</summary>
public sealed partial class CertificateTests : IDisposable
{
    private const string Secret = "the secret of this cluster";

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-certificates-").FullName;
    private readonly TestAuthority _trusted = SystemAuthorities.Trusted;
    private readonly TestAuthority _unknown = new("Trusted by nobody");

    [Fact]
    public async Task Nodes_with_certificates_of_one_name_by_an_authority_that_they_trust_meet()
    {
        await using var store = new MemoryStore(TimeProvider.System);
        await using var first = await TestNode.StartAsync(store, Of(_trusted, TestNode.Coordinator("n1")), _limit.Token);
        await using var second = await TestNode.StartAsync(store, Of(_trusted, TestNode.Worker("n2")), _limit.Token);
        await TestNode.UntilAsync(() => Task.FromResult(first.Members.Count == 2 && second.Members.Count == 2), _limit.Token);
        Assert.StartsWith("akka.signed.ssl.tcp://", (await store.Nodes.ListAsync(_limit.Token))[0].Description.EngineAddress, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_whose_certificate_is_by_another_authority_is_not_spoken_to_though_it_knows_the_secret()
    {
        await using var store = new MemoryStore(TimeProvider.System);
        await using var strangers = new MemoryStore(TimeProvider.System);
        await using var stranger = await TestNode.StartAsync(strangers, Of(_unknown, TestNode.Coordinator("stranger")), _limit.Token);
        var warnings = new ConcurrentQueue<string>();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        var joining = TestNode.TryAsync(store, Of(_trusted, TestNode.Worker("n1")) with { Seeds = [stranger.Seed] }, enough.Token, warnings.Enqueue);

        // Akka does not say why: what differs from nodes that meet is the authority alone.
        await TestNode.UntilAsync(() => Task.FromResult(warnings.Any(warning => warning.Contains($"Association failed with akka.signed.ssl.tcp://sweeps@{stranger.Seed}", StringComparison.Ordinal))), _limit.Token);
        Assert.False(joining.IsCompleted);
        Assert.Equal(["stranger"], stranger.Members);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => joining);
    }

    [Fact]
    public async Task A_certificate_that_its_password_does_not_open_is_named()
    {
        await using var store = new MemoryStore(TimeProvider.System);
        var options = Of(_trusted, TestNode.Coordinator("n1")) with { CertificatePassword = "another" };
        var failure = await Assert.ThrowsAsync<EngineException>(() => TestNode.StartAsync(store, options, _limit.Token));
        Assert.Contains(options.Certificate!, failure.Message, StringComparison.Ordinal);
        Assert.Contains("akka.certificatePassword", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _limit.Dispose();
        _unknown.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private AkkaEngineOptions Of(TestAuthority authority, AkkaEngineOptions options) =>
        options with { Secret = Secret, Certificate = authority.Certify(options.Node, _folder), CertificatePassword = TestAuthority.Password };

    /// <summary>
    /// What the system's TLS trusts in this process, in place of its own folder of authorities. .NET asks for that once,
    /// and through the environment of C, of which its own variables are only a copy.
    /// </summary>
    private static partial class SystemAuthorities
    {
        private const int Overwrite = 1;

        public static TestAuthority Trusted { get; } = Begin();

        private static TestAuthority Begin()
        {
            var folder = Directory.CreateTempSubdirectory("sweep-authorities-").FullName;
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
            var authority = new TestAuthority("Trusted by this test");
            authority.WriteTo(Path.Combine(folder, "trusted.pem"));
            Assert.Equal(0, SetEnvironment("SSL_CERT_DIR", folder, Overwrite));
            return authority;
        }

        [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
        private static partial int SetEnvironment(string name, string value, int overwrite);
    }
}
