namespace SweepCluster.Cluster.Running;

/// <summary>How a run of one sweep ended.</summary>
public enum RunEnd
{
    /// <summary>The plan wants nothing more.</summary>
    Complete,

    /// <summary>The sweep's wall-clock budget was used up first.</summary>
    OutOfTime,

    /// <summary>Someone asked it to stop.</summary>
    Cancelled,
}
