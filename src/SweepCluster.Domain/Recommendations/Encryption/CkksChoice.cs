namespace SweepCluster.Domain.Recommendations.Encryption;

/// <summary>The smallest ring that evaluates a whole network without bootstrapping, or the news that there is none.</summary>
/// <param name="LevelsNeeded">From input to logits.</param>
/// <param name="SlotsNeeded">Values of the widest layer.</param>
/// <param name="Parameters">Null when not even the largest ring of <see cref="SecurityTable"/> is enough.</param>
/// <param name="LevelsThatFit">Levels of the largest ring at this scale.</param>
public sealed record CkksChoice(int LevelsNeeded, int SlotsNeeded, CkksParameters? Parameters, int LevelsThatFit)
{
    public bool Fits => Parameters is not null;

    /// <exception cref="ArgumentOutOfRangeException">Not at least one level and one slot.</exception>
    public static CkksChoice Of(int levels, int slots, CkksScale scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(levels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        var smallest = SecurityTable.Limits
            .Where(limit => limit.Slots >= slots && LevelsOf(limit, scale) >= levels)
            .Select(limit => new CkksParameters(limit.RingDimension, levels, scale.FirstBits, scale.Bits, scale.SpecialBits, limit.LargestModulusBits))
            .FirstOrDefault();
        return new CkksChoice(levels, slots, smallest, LevelsOf(SecurityTable.Limits[^1], scale));
    }

    private static int LevelsOf(SecurityLimit limit, CkksScale scale) =>
        Math.Max(0, limit.LargestModulusBits - scale.FirstBits - scale.SpecialBits) / scale.Bits;
}
