namespace SweepCluster.Node.Http.Routes;

/// <summary>Times as stores keep them.</summary>
internal static class Microseconds
{
    /// <summary>The time without what is finer than a microsecond.</summary>
    public static DateTimeOffset Of(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));
}
