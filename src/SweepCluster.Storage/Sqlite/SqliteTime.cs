namespace SweepCluster.Storage.Sqlite;

/// <summary>Times as whole microseconds since 1970, the resolution that all stores share.</summary>
internal static class SqliteTime
{
    public static long ToMicroseconds(this DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToTime(this long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>The time that a duration from now runs out; one too long for a date never does.</summary>
    public static long After(long now, TimeSpan duration)
    {
        var microseconds = duration.Ticks / TimeSpan.TicksPerMicrosecond;
        return microseconds > long.MaxValue - now ? long.MaxValue : now + microseconds;
    }
}
