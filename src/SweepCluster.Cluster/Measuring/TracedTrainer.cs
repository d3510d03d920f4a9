using SweepCluster.Cluster.Working;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Storage.Nodes;

namespace SweepCluster.Cluster.Measuring;

/// <summary>Traces the training of the chunks that a device leased last.</summary>
public sealed class TracedTrainer(ITrainer inner, SweepTraces traces) : ITrainer
{
    public DeviceReport Report => inner.Report;

    public DeviceLoad Load => inner.Load;

    public int CapacityFor(string shape) => inner.CapacityFor(shape);

    public void Train(TrainingBatch batch, Action<TrialResult> finished, Action<TrialId, EpochRecord> epochFinished, CancellationToken stop)
    {
        var spans = traces.Train(inner.Report.Id);
        try
        {
            inner.Train(batch, finished, epochFinished, stop);
        }
        finally
        {
            foreach (var span in spans)
            {
                span.Dispose();
            }
        }
    }
}
