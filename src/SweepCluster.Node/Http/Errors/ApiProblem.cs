using System.Collections.Immutable;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Node.Http.Errors;

/// <summary>Problem details after RFC 9457, as <c>application/problem+json</c>.</summary>
/// <param name="Type">Always <c>about:blank</c>: the status says which problem it is.</param>
/// <param name="Detail">What was found, what is allowed, what to do.</param>
/// <param name="Errors">Mistakes of a sweep file, all at once.</param>
public sealed record ApiProblem(string Type, string Title, int Status, string Detail, ImmutableArray<ApiMistake>? Errors);

/// <summary>A mistake in a sweep file.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1; null where the mistake is not at a place of the text.</param>
/// <param name="Key">The place in the file's structure; empty for the whole file.</param>
/// <param name="File">Null for the text that was sent; else which change of it, such as <c>--set replicates.max</c>.</param>
public sealed record ApiMistake(int Line, int? Column, string Key, string Message, string? File = null)
{
    /// <summary>A mistake of a request that is not at a place of a file.</summary>
    public ApiMistake(string key, string message)
        : this(1, null, key, message)
    {
    }

    /// <param name="sent">What the reader was told to call the text that was sent.</param>
    public static ApiMistake Of(SweepFileError error, string sent) =>
        new(error.Line, error.Column, error.Key, error.Message, error.FileName == sent ? null : error.FileName);
}
