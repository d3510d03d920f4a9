using System.Text;
using Microsoft.Data.Sqlite;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.Telemetry;
using SweepCluster.Node.Telemetry.Prometheus;
using SweepCluster.Storage.Measuring;
using SweepCluster.Storage.Sqlite;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Node.Tests.Telemetry;

public sealed class StoreViewTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-view-").FullName;

    [Fact]
    public async Task What_the_store_holds_is_shown_and_vanishes_when_it_is_away()
    {
        var path = Path.Combine(_folder, "sweep.db");
        using var telemetry = new NodeTelemetry(new(), TimeProvider.System);
        await using var store = new MeasuredStore(SqliteSweepStore.Open(path), telemetry.Store);
        await using var view = new StoreView(store, telemetry.Store, telemetry.Meter, TimeSpan.FromSeconds(5), new StillClock());
        await store.Sweeps.CreateAsync(new StoredSweep(new SweepId("one"), "one", "file", DateTimeOffset.UnixEpoch), default);

        await view.RefreshAsync(default);
        var there = await TextAsync(telemetry);
        await using (var connection = new SqliteConnection($"Data Source={path}"))
        {
            await connection.OpenAsync();
            await using var cut = connection.CreateCommand();
            cut.CommandText = "ALTER TABLE nodes RENAME TO gone";
            await cut.ExecuteNonQueryAsync();
        }

        await view.RefreshAsync(default);
        var away = await TextAsync(telemetry);

        Assert.Contains("sweep_sweeps{state=\"running\"} 1\n", there, StringComparison.Ordinal);
        Assert.Contains("sweep_nodes{role=\"worker\",state=\"alive\"} 0\n", there, StringComparison.Ordinal);
        Assert.Contains("sweep_chunk_oldest_seconds 0\n", there, StringComparison.Ordinal);
        Assert.Contains("sweep_store_errors_total{store=\"sqlite\",transient=\"false\"} 0\n", there, StringComparison.Ordinal);
        Assert.DoesNotContain("sweep_sweeps", away, StringComparison.Ordinal);
        Assert.DoesNotContain("sweep_chunks", away, StringComparison.Ordinal);
        Assert.Contains("sweep_store_errors_total{store=\"sqlite\",transient=\"false\"} 1\n", away, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<string> TextAsync(NodeTelemetry telemetry) =>
        Encoding.UTF8.GetString((await telemetry.Scraper.ScrapeAsync(default)).Body(ScrapeFormat.Text, isPacked: false));

    // However long a read takes on a busy machine, it is not given up.
    private sealed class StillClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
