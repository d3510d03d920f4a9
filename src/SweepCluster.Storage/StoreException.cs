namespace SweepCluster.Storage;

/// <summary>A store that cannot be used, told so that a user can mend it.</summary>
public sealed class StoreException : Exception
{
    public StoreException(string message)
        : base(message)
    {
    }

    public StoreException(string message, Exception cause)
        : base(message, cause)
    {
    }

    public StoreException()
    {
    }
}
