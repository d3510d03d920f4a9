namespace SweepCluster.Cli.Remote.Client;

/// <summary>The node did not do what it was asked. The message says why and what to do.</summary>
internal class NodeException : Exception
{
    public NodeException()
    {
    }

    public NodeException(string message)
        : base(message)
    {
    }

    public NodeException(string message, Exception? inner, bool isAway = false)
        : base(message, inner) => IsAway = isAway;

    /// <summary>Whether the same request may succeed later: nobody answered, or the node is too busy.</summary>
    public bool IsAway { get; }
}
