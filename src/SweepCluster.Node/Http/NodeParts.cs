using Microsoft.AspNetCore.Builder;
using Serilog.Core;
using SweepCluster.Node.Configuration;
using SweepCluster.Node.Telemetry;

namespace SweepCluster.Node.Http;

/// <summary>What a node has beside its store that its API shows or changes.</summary>
/// <param name="EngineTrouble">Why the node cannot take part in its cluster; null while it can.</param>
public sealed record NodeParts(NodeTelemetry Telemetry, LoggingLevelSwitch LogLevel, Func<string?> EngineTrouble)
{
    /// <summary>Whether only metrics and health are served.</summary>
    public bool IsWatchedOnly { get; init; }

    /// <summary>Of an API with no node behind it; they end with the application.</summary>
    internal static NodeParts Alone(WebApplication app, NodeSettings settings, TimeProvider clock)
    {
        var telemetry = new NodeTelemetry(settings, clock);
        app.Lifetime.ApplicationStopped.Register(telemetry.Dispose);
        return new NodeParts(telemetry, new LoggingLevelSwitch(), () => null);
    }
}
