using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Results;

namespace SweepCluster.Storage.Measuring;

/// <summary>Measures the calls of the store that it wraps.</summary>
internal sealed class MeasuredResultArchive(IResultArchive inner, StoreMeter meter) : IResultArchive
{
    public Task<int> AddAsync(SweepId sweep, IReadOnlyCollection<TrialResult> results, CancellationToken cancellation) =>
        meter.MeasureAsync("results.add", () => inner.AddAsync(sweep, results, cancellation));

    // Read as its caller goes: how long that takes is the caller's affair.
    public IAsyncEnumerable<TrialResult> ReadAsync(SweepId sweep, CancellationToken cancellation) => inner.ReadAsync(sweep, cancellation);

    public Task<IReadOnlyList<TrialResult>> FindAsync(SweepId sweep, IReadOnlyCollection<TrialId> trials, CancellationToken cancellation) =>
        meter.MeasureAsync("results.find", () => inner.FindAsync(sweep, trials, cancellation));

    public Task<IReadOnlyList<TrialFailure>> FailuresAsync(SweepId sweep, CancellationToken cancellation) =>
        meter.MeasureAsync("results.failures", () => inner.FailuresAsync(sweep, cancellation));

    public Task<int> RetryAsync(SweepId sweep, IReadOnlyCollection<TrialId> trials, CancellationToken cancellation) =>
        meter.MeasureAsync("results.retry", () => inner.RetryAsync(sweep, trials, cancellation));

    public Task<SweepCounts> CountAsync(SweepId sweep, CancellationToken cancellation) =>
        meter.MeasureAsync("results.count", () => inner.CountAsync(sweep, cancellation));
}
