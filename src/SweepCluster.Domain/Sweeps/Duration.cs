using System.Globalization;
using System.Text.RegularExpressions;

namespace SweepCluster.Domain.Sweeps;

/// <summary>Durations as sweep files write them: <c>90s</c>, <c>30m</c>, <c>2h</c>, <c>1.5h</c>.</summary>
internal static partial class Duration
{
    private static readonly (string Unit, long Ticks)[] Units = [("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond)];

    /// <summary>The duration, greater than 0 and at most 1000 days; null when the text is none.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (Pattern().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var unit = Units.First(candidate => candidate.Unit == match.Groups["unit"].Value).Ticks;
        var ticks = decimal.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) * unit;
        return ticks >= 1 && ticks <= TimeSpan.TicksPerDay * 1000 ? TimeSpan.FromTicks((long)ticks) : null;
    }

    /// <summary>The text in the largest unit that needs no fraction, or else in seconds.</summary>
    public static string Write(TimeSpan duration)
    {
        var (unit, ticks) = Units.FirstOrDefault(candidate => duration.Ticks % candidate.Ticks == 0, Units[^1]);
        return ((decimal)duration.Ticks / ticks).ToString("0.#######", CultureInfo.InvariantCulture) + unit;
    }

    [GeneratedRegex(@"\A(?<number>[0-9]{1,9}(\.[0-9]{1,7})?)(?<unit>[smh])\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
