using System.Collections.Immutable;
using SweepCluster.Node.Telemetry;

namespace SweepCluster.Node.Configuration;

/// <summary>The one table of settings: reader, documentation and schema are made from it.</summary>
public static class SettingKeys
{
    public static ImmutableArray<SettingKey> All { get; } =
    [
        SettingKinds.Names<NodeRole>("roles", "coordinator, worker", "What the node does: plan sweeps and serve the API, train, or both.", (settings, roles) => settings with { Roles = roles }),
        SettingKinds.Text("store", StoreAddress.Wanted, "sqlite:sweeps.db", "Where sweeps and results are kept. A password belongs in the file or the environment.", (settings, text) =>
            StoreAddress.Parse(text) is { } store ? settings with { Store = store } : null),
        SettingKinds.Text("listen", "an address such as http://127.0.0.1:7500", "http://127.0.0.1:7500", "Where the API listens; port 0 takes a free one. Without tokens it must be an address of this machine only.", (settings, text) =>
            ListenAddress(text) is { } address ? settings with { Listen = address } : null),
        SettingKinds.Texts("devices", "device names such as cuda:0, opencl:0, cpu, or all", "all", "Devices to train on; all is every GPU, or the CPU where there is none.", (settings, devices) => settings with { Devices = devices }),
        SettingKinds.Text("data", "a folder", "data", "The folder of data sets.", (settings, text) => settings with { DataFolder = text }),
        SettingKinds.Text("name", "a name of at most 64 letters, digits, dots, dashes and underscores", "the host's name", "What people call the node.", (settings, text) =>
            text.Length <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') ? settings with { Name = text } : null),
        SettingKinds.Name<EngineKind>("engine", "akka where the build has it and the store is on this machine or akka.secret is set, else store", "What finds other nodes and wakes them: rows of the store, or Akka.Cluster.", (settings, engine) => settings with { Engine = engine }),
        SettingKinds.Text("akka.host", "a name or an address of this machine that other nodes can reach", "127.0.0.1 where the store is on this machine, else the host's name", "Where other nodes reach this one with the akka engine. Without akka.secret it must be an address of this machine only.", (settings, text) =>
            IsHost(text) ? settings with { Akka = settings.Akka with { Host = text } } : null),
        SettingKinds.Integer("akka.port", new AkkaSettings().Port, 0, 65535, "The port for that; 0 takes a free one.", (settings, port) =>
            settings with { Akka = settings.Akka with { Port = port } }),
        SettingKinds.Text("akka.bindHost", "an address of this machine", "akka.host, or all addresses where that is not set", "What the akka engine listens on where that is not what others call it, as in a container.", (settings, text) =>
            IsHost(text) ? settings with { Akka = settings.Akka with { BindHost = text } } : null),
        SettingKinds.Integer("akka.bindPort", 0, 0, 65535, "The port that the akka engine listens on where that is not akka.port.", (settings, port) =>
            settings with { Akka = settings.Akka with { BindPort = port } }),
        SettingKinds.Texts("akka.seeds", "addresses such as node1:7600, each a name or address and a port", "those that the store knows", "Nodes by which the akka engine joins; a name with several addresses stands for all of them.", (settings, seeds) =>
            seeds.All(seed => Uri.TryCreate("tcp://" + seed, UriKind.Absolute, out var at) && at.Port > 0 && at.Authority == seed) ? settings with { Akka = settings.Akka with { Seeds = seeds } } : null),
        SettingKinds.Secrets("akka.secret", "What all nodes of the cluster share: they sign what they say with it, and refuse what is not signed.", (settings, secrets) =>
            settings with { Akka = settings.Akka with { Secret = secrets[0] } }),
        SettingKinds.SecretFile("akka.secretFile", "A file with that secret; takes the place of akka.secret.", (settings, secrets) =>
            settings with { Akka = settings.Akka with { Secret = secrets[0] } }),
        SettingKinds.Text("akka.certificate", "a readable PKCS #12 file", "none", "This node's certificate and key, for TLS between nodes: by an authority that the other nodes' systems trust, with the first DNS name that all nodes' certificates share.", (settings, file) =>
            File.Exists(file) ? settings with { Akka = settings.Akka with { Certificate = file } } : null),
        SettingKinds.Password("akka.certificatePassword", "What opens akka.certificate.", (settings, password) =>
            settings with { Akka = settings.Akka with { CertificatePassword = password } }),
        SettingKinds.Time("lease.duration", NodeSettings.Default.LeaseDuration, 1, 3600, "How long a worker keeps trials unless it renews them.", (settings, time) => settings with { LeaseDuration = time }),
        SettingKinds.Time("lease.heartbeat", NodeSettings.Default.Heartbeat, 0.1, 600, "How often a node says that it is alive and renews what it holds; at most a third of the lease.", (settings, time) => settings with { Heartbeat = time }),
        SettingKinds.Secrets("tokens.viewer", "Tokens that may read; several are separated by commas.", (settings, tokens) =>
            settings with { Tokens = settings.Tokens with { Viewers = tokens } }),
        SettingKinds.Secrets("tokens.operator", "Tokens that may read and change; several are separated by commas.", (settings, tokens) =>
            settings with { Tokens = settings.Tokens with { Operators = tokens } }),
        SettingKinds.SecretFile("tokens.viewerFile", "A file with the tokens that may read, one a line; takes the place of tokens.viewer.", (settings, tokens) =>
            settings with { Tokens = settings.Tokens with { Viewers = tokens } }),
        SettingKinds.SecretFile("tokens.operatorFile", "A file with the tokens that may read and change, one a line; takes the place of tokens.operator.", (settings, tokens) =>
            settings with { Tokens = settings.Tokens with { Operators = tokens } }),
        SettingKinds.Integer("limits.requestsPerSecond", new ApiLimits().RequestsPerSecond, 1, 100_000, "Requests that the API answers to one client address, in the long run.", (settings, number) =>
            settings with { Limits = settings.Limits with { RequestsPerSecond = number } }),
        SettingKinds.Integer("limits.burst", new ApiLimits().Burst, 1, 1_000_000, "Requests that one client address may make at once after a pause.", (settings, number) =>
            settings with { Limits = settings.Limits with { Burst = number } }),
        SettingKinds.Integer("limits.connections", new ApiLimits().Connections, 1, 100_000, "Connections to the API that are open at a time.", (settings, number) =>
            settings with { Limits = settings.Limits with { Connections = number } }),
        SettingKinds.Integer("limits.eventStreams", new ApiLimits().EventStreams, 1, 10_000, "Event streams that are open at a time.", (settings, number) =>
            settings with { Limits = settings.Limits with { EventStreams = number } }),
        SettingKinds.Time("limits.requestTimeout", new ApiLimits().RequestTimeout, 1, 3600, "After this a request without an answer is given up.", (settings, time) =>
            settings with { Limits = settings.Limits with { RequestTimeout = time } }),
        SettingKinds.Name<LogVerbosity>("log.level", "information", "How much is logged.", (settings, level) => settings with { LogLevel = level }),
        SettingKinds.Name<LogFormat>("log.format", "auto", "How log lines are written: for people, as one JSON object a line, or the one on a terminal and the other elsewhere.", (settings, format) => settings with { LogFormat = format }),
        SettingKinds.Text("metrics.listen", "an address such as http://127.0.0.1:7501", "none", "Where a node without the coordinator's role serves /metrics, /healthz and /readyz; coordinators serve them with the API.", (settings, text) =>
            ListenAddress(text) is { } address ? settings with { Telemetry = settings.Telemetry with { MetricsListen = address } } : null),
        SettingKinds.Text("otlp.endpoint", "an http or https address such as http://127.0.0.1:4318", "OTEL_EXPORTER_OTLP_ENDPOINT, or none", "Where metrics and traces are pushed to, by OTLP over HTTP.", (settings, text) =>
            Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? settings with { Telemetry = settings.Telemetry with { OtlpEndpoint = address } } : null),
        SettingKinds.Time("otlp.interval", new TelemetrySettings().OtlpInterval, 1, 3600, "How often metrics are pushed.", (settings, time) => settings with { Telemetry = settings.Telemetry with { OtlpInterval = time } }),
        SettingKinds.Share("traces.ratio", new TelemetrySettings().TraceRatio, "The share of chunks whose way from plan to commit is traced; give all nodes the same.", (settings, ratio) =>
            settings with { Telemetry = settings.Telemetry with { TraceRatio = ratio } }),
    ];

    /// <summary>The setting of a key; null where there is none.</summary>
    public static SettingKey? Find(string name) => All.FirstOrDefault(key => key.Name == name);

    private static bool IsHost(string text) => Uri.CheckHostName(text) != UriHostNameType.Unknown;

    private static Uri? ListenAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttp && address.UserInfo.Length == 0 && address.PathAndQuery == "/"
            ? address
            : null;
}
