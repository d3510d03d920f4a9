using Serilog;
using SweepCluster.Cluster;
using SweepCluster.Cluster.Engines;
using SweepCluster.Node.Configuration;
using SweepCluster.Storage;
#if WITH_AKKA
using SweepCluster.Cluster.Akka;
#endif

namespace SweepCluster.Node.Hosting;

/// <summary>An engine, and the store through which its node works.</summary>
internal sealed record NodeEngine(IEngine Engine, ISweepStore Store);

/// <summary>Starts the engine that settings name.</summary>
internal static class NodeEngines
{
    /// <summary>Whether the build has Akka.</summary>
#if WITH_AKKA
    public const bool HasAkka = true;
#else
    public const bool HasAkka = false;
#endif

    /// <summary>The engine that settings name or, where they name none, Akka if the build has it and strangers cannot join.</summary>
    public static EngineKind Choose(NodeSettings settings) =>
        settings.Engine ?? (HasAkka && (settings.Akka.Secret is not null || settings is { IsOfOneMachine: true, Akka.Host: null }) ? EngineKind.Akka : EngineKind.Store);

    /// <exception cref="UserException">This build has no such engine.</exception>
    public static async Task<NodeEngine> StartAsync(
        ISweepStore store, NodeSettings settings, ClusterNodeOptions options, TimeProvider clock, ILogger log, CancellationToken cancellation)
    {
        // A node that says nothing for five heartbeats loses what it plans.
        var ownership = settings.Heartbeat * 5;
        if (Choose(settings) == EngineKind.Store)
        {
            return new NodeEngine(new StoreEngine(store, ownership), store);
        }

#if WITH_AKKA
        var akka = new AkkaEngineOptions(options.Id)
        {
            IsCoordinator = options.IsCoordinator,
            IsWorker = options.IsWorker,
            Host = settings.Akka.Host ?? (settings.IsOfOneMachine ? "127.0.0.1" : Environment.MachineName),
            Port = settings.Akka.Port,
            BindHost = settings.Akka.BindHost ?? (settings.Akka.Host is null && !settings.IsOfOneMachine ? "0.0.0.0" : null),
            BindPort = settings.Akka.BindPort,
            Seeds = settings.Akka.Seeds,
            Secret = settings.Akka.Secret,
            Certificate = settings.Akka.Certificate,
            CertificatePassword = settings.Akka.CertificatePassword,
            Heartbeat = settings.Heartbeat,
            Ownership = ownership,
            DeadAfter = settings.Heartbeat * 4,
        };
        var engine = await AkkaEngine.StartAsync(store, akka, clock, (text, cause) => log.Warning(cause, "Akka: {Text}", text), GiveUp, cancellation).ConfigureAwait(false);
        return new NodeEngine(engine, engine.Store);

        // At once: an orderly end waits for timers.
        void GiveUp(string reason)
        {
            log.Fatal("{Reason}", reason);
            Environment.FailFast(reason);
        }
#else
        await Task.CompletedTask.ConfigureAwait(false);
        throw new UserException("engine: this build has no Akka. Choose 'store', with which a sweep gives the same map, or build where the packages of Akka restore.");
#endif
    }
}
