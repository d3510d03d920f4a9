namespace SweepCluster.Domain.Planning.EarlyStopping;

/// <summary>What becomes of a trial after a report.</summary>
public enum StopDecision
{
    Continue,
    Stop,
}
