using SweepCluster.Storage.Chunks;

namespace SweepCluster.Cli.Run;

/// <summary>What is said of trials that the machine failed, which no map counts.</summary>
internal static class FailureText
{
    private const int CausesNamed = 3;

    /// <summary>A line for each cause, the most frequent first; none without failures.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<TrialFailure> failures)
    {
        var causes = failures.GroupBy(failure => failure.Cause).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).ToArray();
        foreach (var cause in causes.Take(CausesNamed))
        {
            yield return $"sweep: the machine failed {Trials(cause.Count())} for good, {cause.First().Trial} for one: {cause.Key}";
        }

        if (causes.Length > CausesNamed)
        {
            yield return $"sweep: and {Trials(causes.Skip(CausesNamed).Sum(cause => cause.Count()))} for {causes.Length - CausesNamed} other causes";
        }

        if (failures.Count > 0)
        {
            yield return "sweep: they have no outcome and count nowhere; --resume tries them again";
        }
    }

    private static string Trials(int count) => count == 1 ? "1 trial" : $"{count} trials";
}
