namespace SweepCluster.Cluster.Engines;

/// <summary>A node cannot take part in its cluster; the message says why, and what helps.</summary>
public sealed class EngineException : Exception
{
    public EngineException()
    {
    }

    public EngineException(string message)
        : base(message)
    {
    }

    public EngineException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
