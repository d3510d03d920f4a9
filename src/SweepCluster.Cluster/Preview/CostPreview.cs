namespace SweepCluster.Cluster.Preview;

/// <summary>What a sweep will cost, before it runs.</summary>
public sealed record CostPreview
{
    /// <summary>Points of the map.</summary>
    public required int Cells { get; init; }

    /// <summary>Training runs of those points.</summary>
    public required int Trials { get; init; }

    /// <summary>Further training runs, of the references that <c>degraded</c> is judged against.</summary>
    public required int References { get; init; }

    /// <summary>Groups of trials that can train together because their arrays have equal shapes.</summary>
    public required int Shapes { get; init; }

    /// <summary>Device memory in use at the busiest moment, data set included.</summary>
    public required long DeviceBytes { get; init; }

    /// <summary>
    /// Time on this machine if every trial trains to its end, from a short timed training of one trial per shape.
    /// Diverging trials end sooner.
    /// </summary>
    public required TimeSpan LongestTime { get; init; }

    /// <summary>Whether the numbers are all there is; else they are those of the first round, and results ask for more.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>The most cells that the plan can come to train.</summary>
    public required int MostCells { get; init; }
}
