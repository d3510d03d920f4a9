using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Storage.Nodes;

namespace SweepCluster.Cluster.Working;

/// <summary>
/// Opens a device anew after a batch failed on it: a driver that was reset has lost everything that the device held.
/// The batch itself fails, and is trained again as any that a machine failed.
/// </summary>
/// <param name="reopen">Forgets what the device holds, so that the next batch begins afresh.</param>
/// <param name="clock">Measures the rests of a device that fails again and again.</param>
public sealed class ReopeningTrainer(ITrainer inner, Action reopen, TimeProvider clock) : ITrainer
{
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    private int _failures;

    public DeviceReport Report => inner.Report;

    public DeviceLoad Load => inner.Load;

    public int CapacityFor(string shape) => inner.CapacityFor(shape);

    public void Train(TrainingBatch batch, Action<TrialResult> finished, Action<TrialId, EpochRecord> epochFinished, CancellationToken stop)
    {
        try
        {
            inner.Train(batch, finished, epochFinished, stop);
            _failures = 0;
        }
        catch (Exception failure) when (failure is not OperationCanceledException and not OutOfMemoryException)
        {
            reopen();
            Rest(++_failures, stop);
            throw;
        }
    }

    // A device that is gone would otherwise take batch after batch from those that work, and fail them all at once.
    private void Rest(int failures, CancellationToken stop)
    {
        if (failures > 1)
        {
            var rest = TimeSpan.FromSeconds(Math.Min(LongestRest.TotalSeconds, FirstRest.TotalSeconds * Math.Pow(2, failures - 2)));
            try
            {
                Task.Delay(rest, clock, stop).GetAwaiter().GetResult();
            }
            catch (OperationCanceledException)
            {
                // Told to stop: there will be no next batch to spare.
            }
        }
    }
}
