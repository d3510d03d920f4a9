using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Node.Http.Maps;

/// <summary>What is known of a place of a picture, in one byte of a tile.</summary>
internal static class PlaceCode
{
    /// <summary>The sweep has no cell there.</summary>
    public const byte Empty = 15;

    /// <summary>No trial of the cell has ended.</summary>
    public const byte Pending = 14;

    /// <summary>The machine failed the cell's trials, which says nothing about stability.</summary>
    public const byte Unknown = 13;

    /// <summary>Added where the sweep has no cell of its own at the place, so that it shows the nearest one.</summary>
    public const byte Borrowed = 64;

    // A map has a million places: looking each of them up would take seconds.
    private static readonly byte[] Severities = [.. Enum.GetValues<Outcome>().Order().Select(outcome => (byte)OutcomeDescription.Severity(outcome))];

    /// <summary>Any other code is the place of the cell's label in <see cref="OutcomeDescription.All"/>.</summary>
    public static byte Of(MapCell? cell) => cell is null ? Empty
        : cell.IsUnknown ? Unknown
        : cell.Majority is { } label ? Severities[(int)label]
        : Pending;

    /// <summary>
    /// What four places say together: the most frequent label, ties to the more severe, as for trials of a cell;
    /// without one what is known least. Empty places say nothing.
    /// </summary>
    public static byte Together(byte a, byte b, byte c, byte d)
    {
        ReadOnlySpan<byte> codes = [Plain(a), Plain(b), Plain(c), Plain(d)];
        var (best, votes) = (codes[0], 0);
        foreach (var code in codes)
        {
            var count = codes.Count(code);
            var wins = IsLabel(code) != IsLabel(best) ? IsLabel(code)
                : IsLabel(code) ? count > votes || (count == votes && code > best)
                : code != Empty && (best == Empty || code > best);
            if (wins)
            {
                (best, votes) = (code, count);
            }
        }

        return best;
    }

    private static byte Plain(byte code) => (byte)(code & ~Borrowed);

    private static bool IsLabel(byte code) => code < Unknown;
}
