using SweepCluster.Domain.Families;

namespace SweepCluster.Domain.Sweeps;

/// <summary>Reads how often each cell is trained.</summary>
internal static class ReplicatesReader
{
    public const int Most = 100_000;
    public const int DefaultCount = 3;
    public const int DefaultLeast = 6;
    public const int DefaultMost = 32;

    public static readonly (string Name, bool IsSequential)[] Kinds = [("fixed", false), ("sequential", true)];

    /// <summary>Above 0 and below 1: neither end can be told from what lies beside it.</summary>
    public static readonly NumberRange Probability = new(0, 1, MinimumIsExclusive: true, MaximumIsExclusive: true);

    private static readonly string[] OfSequential = ["min", "max", "threshold", "confidence"];

    public static Replicates Read(GroupReader group)
    {
        var isSequential = group.Choice("kind", Kinds) ?? false;
        var count = (int?)group.Integer("count", 1, Most);
        var least = (int)(group.Integer("min", 1, Most) ?? DefaultLeast);
        var most = (int)(group.Integer("max", 1, Most) ?? Math.Max((long)least + 1, DefaultMost));
        var threshold = group.Real("threshold", Probability);
        var confidence = group.Real("confidence", Probability);
        group.Finish();
        if (!isSequential)
        {
            foreach (var key in OfSequential.Where(key => group.Group.Find(key) is not null))
            {
                group.Error(key, "is for kind: sequential");
            }

            return Replicates.Fixed(count ?? DefaultCount);
        }

        if (count is not null)
        {
            group.Error("count", "is for kind: fixed; a sequential one has min and max");
        }

        if (least >= most)
        {
            group.Error("min", least > most ? $"is {least}, more than max, {most}" : $"is {least}, as max is: nothing is left to decide; use {{kind: fixed, count: {least}}}");
        }

        return new Replicates(least, most) { Threshold = threshold ?? Replicates.DefaultThreshold, Confidence = confidence ?? Replicates.DefaultConfidence };
    }
}
