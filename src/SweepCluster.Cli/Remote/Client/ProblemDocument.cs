namespace SweepCluster.Cli.Remote.Client;

/// <summary>Why a node refuses a request (RFC 9457).</summary>
/// <param name="Errors">The mistakes of a sweep file.</param>
internal sealed record ProblemDocument(string? Title = null, string? Detail = null, IReadOnlyList<FileErrorDocument>? Errors = null);

/// <summary>One mistake in a sweep file.</summary>
/// <param name="File">Null for the file that was sent; else the place on the command line, such as <c>--set seed</c>.</param>
/// <param name="Column">Null where the node does not say.</param>
internal sealed record FileErrorDocument(int Line, string Message, int? Column = null, string? Key = null, string? File = null)
{
    /// <summary>As <c>sweep run</c> says it: <c>pnn.yaml:7:12: parameters.lamda: unknown parameter</c>.</summary>
    public string Text(string file) => $"{File ?? file}:{Line}:{(Column is { } column ? $"{column}:" : "")} {(string.IsNullOrEmpty(Key) ? "" : Key + ": ")}{Message}";
}
