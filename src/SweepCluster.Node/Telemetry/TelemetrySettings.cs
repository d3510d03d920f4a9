namespace SweepCluster.Node.Telemetry;

/// <summary>What a node tells about itself, and to whom.</summary>
public sealed record TelemetrySettings
{
    /// <summary>Where a node that serves no API serves metrics and health; null for nowhere.</summary>
    public Uri? MetricsListen { get; init; }

    /// <summary>The OTLP receiver that metrics and traces are pushed to, by HTTP; null for none.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>How often metrics are pushed.</summary>
    public TimeSpan OtlpInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The share of chunks that are traced.</summary>
    public double TraceRatio { get; init; } = 0.01;
}
