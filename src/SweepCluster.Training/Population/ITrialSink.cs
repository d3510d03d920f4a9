using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Training.Population;

/// <summary>Where a device's results go. Called from the device's threads, several at a time.</summary>
public interface ITrialSink
{
    /// <summary>A trial is finished. May block to slow the device down.</summary>
    void Finished(TrialResult result);

    /// <summary>A trial has completed an epoch: news for whoever watches, nothing that must be kept.</summary>
    void EpochFinished(TrialId trial, EpochRecord epoch);
}
