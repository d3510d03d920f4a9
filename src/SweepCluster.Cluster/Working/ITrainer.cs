using System.Collections.Immutable;
using SweepCluster.Cluster.Planning;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Storage.Nodes;

namespace SweepCluster.Cluster.Working;

/// <summary>Trials of one sweep and one shape that a device trains together.</summary>
/// <param name="Shape">As by <c>PopulationShape</c>.</param>
public sealed record TrainingBatch(OpenSweep Sweep, string Shape, ImmutableArray<Trial> Trials);

/// <summary>One device of this node as its worker sees it. Trains one batch at a time.</summary>
public interface ITrainer
{
    /// <summary>The device and what was measured on it so far. May be called while it trains.</summary>
    DeviceReport Report { get; }

    /// <summary>What the device did and does. May be called while it trains; a trainer that does not measure says nothing.</summary>
    DeviceLoad Load => default;

    /// <summary>Trials of a shape that are worth asking for at once.</summary>
    int CapacityFor(string shape);

    /// <summary>Trains a batch on the caller's thread and returns when it is done or was stopped.</summary>
    /// <param name="batch">What to train.</param>
    /// <param name="finished">Takes results as they come, from several threads.</param>
    /// <param name="epochFinished">Takes news of trials under way, from several threads.</param>
    /// <param name="stop">Stops at the next step of the optimiser.</param>
    /// <exception cref="OperationCanceledException">It was stopped; what was finished has been told.</exception>
    void Train(TrainingBatch batch, Action<TrialResult> finished, Action<TrialId, EpochRecord> epochFinished, CancellationToken stop);
}
