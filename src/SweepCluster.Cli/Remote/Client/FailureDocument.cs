namespace SweepCluster.Cli.Remote.Client;

/// <summary>The failures of a sweep.</summary>
internal sealed record FailureList(IReadOnlyList<FailureDocument> Failures);

/// <summary>A trial that the machines failed for good.</summary>
internal sealed record FailureDocument(string Cell, int Replicate, string Cause, DateTimeOffset At);
