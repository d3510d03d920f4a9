namespace SweepCluster.Cli.Remote.Client;

/// <summary>Something that happened.</summary>
/// <param name="Sequence">Rises with every event.</param>
/// <param name="Sweep">Null for one that concerns the cluster.</param>
/// <param name="Kind">A word for programs.</param>
/// <param name="Text">One sentence for people.</param>
internal sealed record EventDocument(long Sequence, string Kind, string Text, DateTimeOffset At, string? Sweep = null);
