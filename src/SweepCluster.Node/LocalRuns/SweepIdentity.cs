using SweepCluster.Domain.Randomness;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Node.LocalRuns;

/// <summary>Names a sweep in a store by everything that its results depend on.</summary>
internal static class SweepIdentity
{
    /// <summary>A later time limit continues the same sweep; anything else that differs is another sweep.</summary>
    public static SweepId Of(Sweep sweep)
    {
        var identity = SweepFileWriter.Write(sweep with { Budget = sweep.Budget with { WallClock = null } });
        return new SweepId($"{sweep.Name}-{StableHash.Of(identity):x16}");
    }
}
