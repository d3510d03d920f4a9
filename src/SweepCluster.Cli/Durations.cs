using System.Globalization;

namespace SweepCluster.Cli;

/// <summary>Times as people say them.</summary>
internal static class Durations
{
    /// <summary>Two units at most: <c>45 s</c>, <c>3 min 20 s</c>, <c>5 h 10 min</c>, <c>2 d 3 h</c>.</summary>
    public static string Text(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        { TotalMinutes: < 1 } => $"{(int)time.TotalSeconds} s",
        { TotalHours: < 1 } => $"{time.Minutes} min {time.Seconds} s",
        { TotalDays: < 1 } => $"{time.Hours} h {time.Minutes} min",
        _ => $"{(int)time.TotalDays} d {time.Hours} h",
    };
}
