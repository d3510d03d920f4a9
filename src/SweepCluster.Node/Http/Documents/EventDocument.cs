using SweepCluster.Storage.Events;

namespace SweepCluster.Node.Http.Documents;

/// <summary>Something that happened.</summary>
/// <param name="Sequence">Rises with every event; the id of the server-sent event.</param>
/// <param name="Sweep">Null for one that concerns the cluster.</param>
/// <param name="Kind">A word for programs.</param>
/// <param name="Text">One sentence for people.</param>
public sealed record EventDocument(long Sequence, string? Sweep, string Kind, string Text, DateTimeOffset At)
{
    public static EventDocument Of(StoredEvent happened) => new(happened.Sequence, happened.Sweep?.Text, happened.Kind, happened.Text, happened.At);
}

/// <summary>That there is a newer map of a sweep.</summary>
/// <param name="Version">As the map's drawing has it.</param>
public sealed record MapNews(string Version);
