namespace SweepCluster.Storage;

/// <summary>The store cannot be used; the message names it, without secrets, and says what to do.</summary>
public sealed class StoreException : Exception
{
    public StoreException(string message)
        : base(message)
    {
    }

    public StoreException()
    {
    }

    public StoreException(string message, Exception inner, bool isTransient = false)
        : base(message, inner) => IsTransient = isTransient;

    /// <summary>Whether the same call may succeed later: the server is away, or too many came at once.</summary>
    public bool IsTransient { get; }
}
