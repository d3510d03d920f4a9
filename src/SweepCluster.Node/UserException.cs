namespace SweepCluster.Node;

/// <summary>A mistake that the user can mend: shown as it is, without a stack trace.</summary>
public sealed class UserException : Exception
{
    public UserException(string message)
        : base(message)
    {
    }

    public UserException(string message, Exception cause)
        : base(message, cause)
    {
    }

    public UserException()
    {
    }
}
