using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Planning.Replication;

/// <summary>How many replicates a cell gets.</summary>
public abstract record ReplicateRule
{
    /// <summary>
    /// How many replicates the cell should have in all, when all that were asked so far are in. The cell is decided
    /// when that is how many it has.
    /// </summary>
    /// <param name="stable">Replicates that were stable.</param>
    /// <param name="finished">Replicates in all.</param>
    public abstract int Wanted(int stable, int finished);

    public static ReplicateRule Of(Sweep sweep) => new Fixed(sweep.Replicates.Count);

    /// <summary>The same number for every cell.</summary>
    public sealed record Fixed(int Count) : ReplicateRule
    {
        public override int Wanted(int stable, int finished) => Count;
    }
}
