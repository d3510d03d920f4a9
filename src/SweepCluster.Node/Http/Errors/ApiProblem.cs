using System.Collections.Immutable;

namespace SweepCluster.Node.Http.Errors;

/// <summary>Problem details after RFC 9457, as <c>application/problem+json</c>.</summary>
/// <param name="Type">Always <c>about:blank</c>: the status says which problem it is.</param>
/// <param name="Detail">What was found, what is allowed, what to do.</param>
/// <param name="Errors">Mistakes of a sweep file, all at once.</param>
public sealed record ApiProblem(string Type, string Title, int Status, string Detail, ImmutableArray<ApiMistake>? Errors);

/// <summary>A mistake in a sweep file.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Key">The place in the file's structure; empty for the whole file.</param>
public sealed record ApiMistake(int Line, string Key, string Message);
