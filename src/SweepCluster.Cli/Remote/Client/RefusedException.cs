using System.Net;

namespace SweepCluster.Cli.Remote.Client;

/// <summary>The node refuses what it was asked: the user must ask otherwise.</summary>
internal sealed class RefusedException : NodeException
{
    public RefusedException()
    {
    }

    public RefusedException(string message)
        : base(message)
    {
    }

    public RefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public RefusedException(HttpStatusCode status, string message, ProblemDocument? problem)
        : base(message)
    {
        Status = status;
        FileErrors = problem?.Errors ?? [];
    }

    public HttpStatusCode Status { get; }

    /// <summary>The mistakes of the sweep file that was sent, when that is the reason.</summary>
    public IReadOnlyList<FileErrorDocument> FileErrors { get; } = [];
}
