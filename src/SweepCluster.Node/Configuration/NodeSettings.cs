using System.Collections.Immutable;
using SweepCluster.Node.Telemetry;

namespace SweepCluster.Node.Configuration;

/// <summary>Duties that a node can have.</summary>
public enum NodeRole
{
    /// <summary>Plans sweeps and serves the API.</summary>
    Coordinator,

    /// <summary>Trains.</summary>
    Worker,
}

/// <summary>What finds other nodes and wakes them.</summary>
public enum EngineKind
{
    /// <summary>Rows of the store.</summary>
    Store,

    /// <summary>Akka.Cluster, where the build has it.</summary>
    Akka,
}

/// <summary>How log lines are written.</summary>
public enum LogFormat
{
    /// <summary>For people on a terminal, as JSON elsewhere.</summary>
    Auto,

    Text,

    /// <summary>One JSON object a line.</summary>
    Json,
}

/// <summary>How much is logged.</summary>
public enum LogVerbosity
{
    Debug,
    Information,
    Warning,
    Error,
}

/// <summary>Everything that a node can be told; <see cref="SettingKeys"/> says where each is read from.</summary>
public sealed record NodeSettings
{
    public static NodeSettings Default { get; } = new();

    public ImmutableArray<NodeRole> Roles { get; init; } = [NodeRole.Coordinator, NodeRole.Worker];

    public StoreAddress Store { get; init; } = new(StoreKind.Sqlite, "sweeps.db");

    /// <summary>Where the API listens; only <c>http</c>, port 0 for any that is free.</summary>
    public Uri Listen { get; init; } = new("http://127.0.0.1:7500");

    /// <summary>Devices to train on, as <c>cpu</c> or <c>cuda:0</c>; empty for all GPUs, or the CPU where there is none.</summary>
    public ImmutableArray<string> Devices { get; init; } = [];

    /// <summary>The folder of data sets; null for <c>data</c> in the working folder.</summary>
    public string? DataFolder { get; init; }

    /// <summary>What people call the node; null for the host's name.</summary>
    public string? Name { get; init; }

    /// <summary>Null for Akka where the build has it and nodes can trust each other, and the store otherwise.</summary>
    public EngineKind? Engine { get; init; }

    public AkkaSettings Akka { get; init; } = new();

    /// <summary>How long a lease lasts unless it is renewed.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a node says that it is alive and renews what it holds.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(1);

    public AccessTokens Tokens { get; init; } = AccessTokens.None;

    public ApiLimits Limits { get; init; } = new();

    public LogVerbosity LogLevel { get; init; } = LogVerbosity.Information;

    public LogFormat LogFormat { get; init; } = LogFormat.Auto;

    public TelemetrySettings Telemetry { get; init; } = new();

    /// <summary>Whether the store is on this machine, and so all nodes that use it by this address.</summary>
    public bool IsOfOneMachine => Store.Kind == StoreKind.Sqlite || new Uri(Store.Location).IsLoopback;

    /// <summary>Whether the API can be reached from this machine only.</summary>
    public bool ListensLocally => Listen.IsLoopback;

    /// <summary>Reads settings from a file, then the environment, then flags; later ones win.</summary>
    /// <param name="file">A YAML or JSON file; null for none.</param>
    /// <param name="environment">Variables; those that begin with <c>SWEEP_</c> count.</param>
    /// <param name="flags">Values of the command line by key, as <c>lease.duration</c>.</param>
    /// <exception cref="UserException">Something is unknown, wrong or unsafe; the message has every mistake, one a line.</exception>
    public static NodeSettings Read(string? file, IEnumerable<KeyValuePair<string, string?>> environment, IEnumerable<KeyValuePair<string, string>> flags) =>
        SettingsReader.Read(file, environment, flags);
}
