using System.Collections.Immutable;

namespace SweepCluster.Domain.Sweeps;

/// <summary>The mistakes found so far, in the order of the file.</summary>
internal sealed class FileErrors
{
    private readonly List<SweepFileError> _found = [];

    public bool Any => _found.Count > 0;

    public void Add(Place at, string key, string message) =>
        _found.Add(new SweepFileError(at.FileName, at.Line, at.Column, key, message));

    public ImmutableArray<SweepFileError> Sorted() =>
        [.. _found.Distinct().OrderBy(error => error.Line).ThenBy(error => error.Column)];
}
