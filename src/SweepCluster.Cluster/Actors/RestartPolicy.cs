namespace SweepCluster.Cluster.Actors;

/// <summary>What happens to an actor that throws: it starts afresh after a while, until it has done so too often.</summary>
/// <param name="First">The time before the first restart; it doubles with each that follows.</param>
/// <param name="Longest">The longest such time.</param>
/// <param name="Most">Restarts within <paramref name="Window"/> after which it is given up.</param>
/// <param name="Window">Restarts that are longer ago do not count.</param>
public sealed record RestartPolicy(TimeSpan First, TimeSpan Longest, int Most, TimeSpan Window)
{
    public static RestartPolicy Default { get; } = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10), 8, TimeSpan.FromMinutes(2));

    /// <summary>The time to wait before the next restart; null to give up.</summary>
    /// <param name="restarts">When it was restarted before, oldest first.</param>
    public TimeSpan? Next(IReadOnlyCollection<DateTimeOffset> restarts, DateTimeOffset now)
    {
        var recent = restarts.Count(at => now - at < Window);
        if (recent >= Most)
        {
            return null;
        }

        var wait = First * Math.Pow(2, recent);
        return wait < Longest ? wait : Longest;
    }
}
