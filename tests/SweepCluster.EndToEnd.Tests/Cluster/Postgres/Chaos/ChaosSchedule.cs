namespace SweepCluster.EndToEnd.Tests.Cluster.Postgres.Chaos;

/// <summary>How rough a round is.</summary>
/// <param name="Between">Mean time between faults.</param>
/// <param name="Shortest">The shortest that a fault lasts.</param>
/// <param name="Longest">The longest that a fault of one node lasts.</param>
/// <param name="LongestOfDatabase">The longest that the database is away.</param>
internal sealed record ChaosSettings(TimeSpan Between, TimeSpan Shortest, TimeSpan Longest, TimeSpan LongestOfDatabase)
{
    /// <summary>For every run of the tests.</summary>
    public static ChaosSettings Gentle { get; } = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2));

    /// <summary>For the soak.</summary>
    public static ChaosSettings Rough { get; } = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(8));
}

/// <summary>The faults of a round: a function of its seed alone.</summary>
internal static class ChaosSchedule
{
    /// <summary>Nothing goes wrong later than this, so that every round ends.</summary>
    public static readonly TimeSpan Latest = TimeSpan.FromMinutes(1);

    // Kills and stops most, as the database's faults concern everybody.
    private static readonly (FaultKind Kind, int Weight)[] Weights =
    [
        (FaultKind.Kill, 6), (FaultKind.Stop, 4), (FaultKind.Cut, 2), (FaultKind.Delay, 2), (FaultKind.Lose, 2),
        (FaultKind.RestartDatabase, 1), (FaultKind.KillDatabase, 1), (FaultKind.CutDatabase, 1),
    ];

    /// <param name="members">Nodes that may suffer.</param>
    /// <returns>In the order in which they happen.</returns>
    public static IReadOnlyList<Fault> Of(int seed, ChaosSettings settings, int members)
    {
        var random = new Random(seed);
        var faults = new List<Fault>();
        for (var at = settings.Between * Exponential(random) / 2; at < Latest; at += settings.Between * Exponential(random))
        {
            var kind = Choose(random);
            var isOfDatabase = kind is FaultKind.RestartDatabase or FaultKind.KillDatabase or FaultKind.CutDatabase;
            var member = random.Next(members);
            var length = Length(random, settings.Shortest, isOfDatabase ? settings.LongestOfDatabase : settings.Longest);
            var fault = new Fault(at, kind, isOfDatabase ? -1 : member, length);
            // One thing at a time for each node, and for the database.
            if (!faults.Exists(before => before.Member == fault.Member && before.At + before.For > at))
            {
                faults.Add(fault);
            }
        }

        return faults;
    }

    private static double Exponential(Random random) => -Math.Log(1 - random.NextDouble());

    // Of every length, but most of them short.
    private static TimeSpan Length(Random random, TimeSpan shortest, TimeSpan longest) =>
        shortest * Math.Pow(longest / shortest, Math.Pow(random.NextDouble(), 2));

    private static FaultKind Choose(Random random)
    {
        var drawn = random.Next(Weights.Sum(entry => entry.Weight));
        foreach (var (kind, weight) in Weights)
        {
            if (drawn < weight)
            {
                return kind;
            }

            drawn -= weight;
        }

        throw new InvalidOperationException("No kind of fault was drawn.");
    }
}
