namespace SweepCluster.Domain.Sweeps;

/// <summary>Guesses which known name a mistyped one was meant to be.</summary>
public static class NearestName
{
    /// <summary>The nearest known name; null when none is near.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        var (nearest, distance) = known.Select(candidate => (candidate, Distance(name, candidate))).OrderBy(pair => pair.Item2).FirstOrDefault();
        return nearest is not null && distance <= Math.Max(2, nearest.Length / 3) ? nearest : null;
    }

    /// <summary><c>; did you mean 'lambda'?</c>, or the known names when none is near.</summary>
    /// <param name="orKnown">False for nothing when no name is near.</param>
    public static string Suggestion(string name, IEnumerable<string> known, bool orKnown = true)
    {
        var names = known.ToArray();
        return Of(name, names) is { } nearest ? $"; did you mean '{nearest}'?"
            : names.Length == 0 || !orKnown ? ""
            : $"; known are: {string.Join(", ", names)}";
    }

    /// <summary>Edits (insert, delete, replace) between two names, without regard to case.</summary>
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 8)
        {
            return int.MaxValue;
        }

        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]);
                (diagonal, row[j]) = (row[j], Math.Min(diagonal + (same ? 0 : 1), 1 + Math.Min(row[j], row[j - 1])));
            }
        }

        return row[^1];
    }
}
