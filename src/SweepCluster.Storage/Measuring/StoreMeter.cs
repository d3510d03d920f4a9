using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SweepCluster.Storage.Measuring;

/// <summary>What is measured of the calls of a store.</summary>
/// <param name="kind">The label <c>store</c>: <c>sqlite</c> or <c>postgres</c>.</param>
public sealed class StoreMeter(Meter meter, string kind)
{
    private static readonly MetricDefinition DurationDefinition = new("sweep.store.duration", MetricKind.Histogram, "s", ["operation", "store"], "How long calls of the store took.")
    {
        Buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    private static readonly MetricDefinition ErrorsDefinition = new("sweep.store.errors", MetricKind.Counter, "{call}", ["store", "transient"], "Calls of the store that failed.");

    private readonly Histogram<double> _duration = DurationDefinition.Histogram(meter);
    private readonly Counter<long> _errors = ErrorsDefinition.Counter(meter);

    public static ImmutableArray<MetricDefinition> Definitions { get; } = [DurationDefinition, ErrorsDefinition];

    /// <summary>Shows errors from zero on: of a counter that appears with its first event, nobody sees it rise.</summary>
    public void BeginAtZero()
    {
        CountErrors(0, isTransient: false);
        CountErrors(0, isTransient: true);
    }

    /// <summary>Makes a call and measures it. One that its caller gave up is measured as any other, and is no error.</summary>
    /// <param name="operation">As <c>chunks.lease</c>.</param>
    public async Task<T> MeasureAsync<T>(string operation, Func<Task<T>> call)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (StoreException failure)
        {
            CountErrors(1, failure.IsTransient);
            throw;
        }
        finally
        {
            _duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new("operation", operation), new("store", kind));
        }
    }

    /// <inheritdoc cref="MeasureAsync{T}"/>
    public Task MeasureAsync(string operation, Func<Task> call) => MeasureAsync(operation, async () =>
    {
        await call().ConfigureAwait(false);
        return true;
    });

    /// <summary>A call that took too long to be waited for.</summary>
    public void CountTimeout() => CountErrors(1, isTransient: true);

    private void CountErrors(int count, bool isTransient) => _errors.Add(count, new("store", kind), new("transient", isTransient ? "true" : "false"));
}
