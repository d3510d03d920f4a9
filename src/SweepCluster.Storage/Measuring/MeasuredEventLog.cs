using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Events;

namespace SweepCluster.Storage.Measuring;

/// <summary>Measures the calls of the store that it wraps.</summary>
internal sealed class MeasuredEventLog(IEventLog inner, StoreMeter meter) : IEventLog
{
    public Task AppendAsync(StoredEvent happened, CancellationToken cancellation) =>
        meter.MeasureAsync("events.append", () => inner.AppendAsync(happened, cancellation));

    public Task<IReadOnlyList<StoredEvent>> ReadAsync(SweepId? sweep, long after, int most, CancellationToken cancellation) =>
        meter.MeasureAsync("events.read", () => inner.ReadAsync(sweep, after, most, cancellation));
}
