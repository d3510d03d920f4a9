using System.Collections.Immutable;

namespace SweepCluster.Domain.Sweeps;

/// <summary>One mistake in a sweep file.</summary>
/// <param name="FileName">The file, or <c>--set KEY</c> for a value of the command line.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1.</param>
/// <param name="Key">The place in the file's structure, such as <c>axes[0].log.from</c>; empty for the whole file.</param>
/// <param name="Message">What was found and what is allowed.</param>
public sealed record SweepFileError(string FileName, int Line, int Column, string Key, string Message)
{
    /// <summary><c>pnn.yaml:7:12: parameters.lamda: unknown parameter; did you mean 'lambda'?</c></summary>
    public override string ToString() => $"{FileName}:{Line}:{Column}: {(Key.Length == 0 ? "" : Key + ": ")}{Message}";
}

/// <summary>A sweep, or every mistake that was found; never both.</summary>
public sealed record SweepFileResult(Sweep? Sweep, ImmutableArray<SweepFileError> Errors);
