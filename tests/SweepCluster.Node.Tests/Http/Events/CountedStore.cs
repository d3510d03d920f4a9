using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using SweepCluster.Storage;
using SweepCluster.Storage.Measuring;
using SweepCluster.Storage.Sqlite;

namespace SweepCluster.Node.Tests.Http.Events;

/// <summary>A SQLite store in a folder of its own whose calls are counted.</summary>
internal sealed class CountedStore : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-counted-").FullName;
    private readonly ConcurrentDictionary<string, int> _calls = [];
    private readonly Meter _meter = new("counted");
    private readonly MeterListener _listener = new();

    public CountedStore()
    {
        Store = new MeasuredStore(SqliteSweepStore.Open(Path.Combine(_folder, "sweep.db")), new StoreMeter(_meter, "sqlite"));
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == _meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) => _calls.AddOrUpdate((string)tags[0].Value!, 1, (_, calls) => calls + 1));
        _listener.Start();
    }

    public ISweepStore Store { get; }

    /// <summary>How often an operation, as <c>sweeps.find</c>, was asked for.</summary>
    public int Calls(string operation) => _calls.GetValueOrDefault(operation);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _meter.Dispose();
        await Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
