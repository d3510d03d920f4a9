namespace SweepCluster.Node.Configuration;

/// <summary>What the API takes from its clients before it refuses.</summary>
public sealed record ApiLimits
{
    /// <summary>Bytes of a request's body.</summary>
    public const int MostBodyBytes = 1 << 20;

    /// <summary>Bytes of a request's first line, address included.</summary>
    public const int MostLineBytes = 8 << 10;

    /// <summary>Bytes of all headers of a request together.</summary>
    public const int MostHeaderBytes = 16 << 10;

    public int RequestsPerSecond { get; init; } = 100;

    /// <summary>Requests that a client may make at once after a pause.</summary>
    public int Burst { get; init; } = 400;

    public int Connections { get; init; } = 1000;

    /// <summary>Event streams that are open at a time, of all clients together.</summary>
    public int EventStreams { get; init; } = 200;

    /// <summary>After this a request that has no answer is given up.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
