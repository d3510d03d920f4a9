using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Cli.Run;

/// <summary>Outcome counts in one line.</summary>
internal static class Tally
{
    public static string Of(OutcomeCounts counts) => string.Join(", ", OutcomeDescription.All
        .Where(description => counts[description.Outcome] > 0)
        .Select(description => $"{counts[description.Outcome]} {description.Name}"));
}
