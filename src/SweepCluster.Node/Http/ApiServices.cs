using Serilog.Core;
using SweepCluster.Node.Configuration;
using SweepCluster.Node.Http.Events;
using SweepCluster.Node.Http.Maps;
using SweepCluster.Node.Telemetry;
using SweepCluster.Storage;

namespace SweepCluster.Node.Http;

/// <summary>What requests are answered from.</summary>
/// <param name="Most">The most that any caller may do.</param>
/// <param name="Stopping">Cancelled when the node stops; event streams end then.</param>
public sealed record ApiServices(ISweepStore Store, NodeSettings Settings, TimeProvider Clock, MapCache Maps, ApiRole Most, CancellationToken Stopping)
{
    /// <summary>What is measured.</summary>
    public required NodeTelemetry Telemetry { get; init; }

    /// <summary>How much is logged; changeable.</summary>
    internal LoggingLevelSwitch LogLevel { get; init; } = new();

    /// <summary>Why the node cannot take part in its cluster; null while it can.</summary>
    internal Func<string?> EngineTrouble { get; init; } = () => null;

    /// <summary>Room for event streams.</summary>
    internal SemaphoreSlim EventStreams { get; } = new(Settings.Limits.EventStreams);

    /// <summary>How sweeps stand, for those who only look.</summary>
    internal StandingBoard Standings { get; } = new(Store, Clock);

    /// <summary>What happened last, for event streams.</summary>
    internal EventTail Tail { get; } = new(Store, Clock);

    /// <summary>Exports are made two at a time; others wait.</summary>
    internal SemaphoreSlim Exports { get; } = new(2);
}
