using Microsoft.Data.Sqlite;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sqlite;
using SweepCluster.Storage.Sweeps;
using SweepCluster.Testing;

namespace SweepCluster.Storage.Tests;

public sealed class SqliteErrorTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly SqlitePlace _place = new();

    public void Dispose() => _place.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Fact]
    public async Task A_file_held_by_another_process_beyond_the_time_is_a_transient_failure_and_reading_goes_on()
    {
        await using var store = SqliteSweepStore.Open(_place.File, new StoreOptions { BusyTimeout = TimeSpan.FromMilliseconds(1) });
        var sweep = new StoredSweep(new SweepId("a"), "a", "", DateTimeOffset.UnixEpoch);
        using (var other = new SqliteConnection($"Data Source={_place.File};Pooling=False"))
        {
            other.Open();
            using var transaction = other.BeginTransaction(deferred: false);
            var failure = await Assert.ThrowsAsync<StoreException>(() => store.Sweeps.CreateAsync(sweep, None));
            Assert.True(failure.IsTransient);
            Assert.Contains(_place.File, failure.Message, StringComparison.Ordinal);
            Assert.Contains("Another process", failure.Message, StringComparison.Ordinal);
            Assert.Empty(await store.Sweeps.ListAsync(None));
        }

        Assert.True(await store.Sweeps.CreateAsync(sweep, None));
    }

    [Theory]
    [InlineData(5, true, "Another process")]
    [InlineData(8, false, "permissions")]
    [InlineData(10, true, "disk")]
    [InlineData(11, false, "backup")]
    [InlineData(13, true, "free some space")]
    [InlineData(14, false, "folder")]
    [InlineData(19, false, "constraint")]
    public void A_failure_says_whether_it_may_pass_and_what_to_do(int code, bool isTransient, string remedy)
    {
        var failure = SqliteErrors.ToStoreException(new SqliteException("constraint or other", code), "x.db");
        Assert.Equal(isTransient, failure.IsTransient);
        Assert.StartsWith("x.db", failure.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_opened_to_read_only_refuses_changes_and_sees_those_of_others()
    {
        await using var writer = SqliteSweepStore.Open(_place.File);
        await using var reader = SqliteSweepStore.OpenExisting(_place.File);
        var sweep = new StoredSweep(new SweepId("a"), "a", "", DateTimeOffset.UnixEpoch);
        await writer.Sweeps.CreateAsync(sweep, None);
        Assert.Equal([sweep], await reader.Sweeps.ListAsync(None));
        Assert.Contains("read only", (await Assert.ThrowsAsync<StoreException>(() => reader.Sweeps.CreateAsync(sweep, None))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_opened_to_read_only_is_woken_by_the_changes_of_others()
    {
        await using var writer = SqliteSweepStore.Open(_place.File);
        await using var reader = SqliteSweepStore.OpenExisting(_place.File);
        await writer.Sweeps.CreateAsync(new StoredSweep(new SweepId("a"), "a", "", DateTimeOffset.UnixEpoch), None);
        await reader.WaitForChangeAsync(StoreTopic.Sweeps, reader.ChangesHeard(StoreTopic.Sweeps), TimeSpan.FromHours(1), None);
        Assert.Single(await reader.Sweeps.ListAsync(None));
    }

    [Fact]
    public async Task Deadlines_follow_the_clock_given()
    {
        var clock = new ManualClock();
        await using var store = SqliteSweepStore.Open(_place.File, clock);
        await store.Sweeps.CreateAsync(new StoredSweep(new SweepId("a"), "a", "", DateTimeOffset.UnixEpoch), None);
        var owner = Assert.Single(await store.Sweeps.OwnAsync("n1", TimeSpan.FromSeconds(10), 1, None));
        await store.Chunks.ReleaseAsync(owner, [new Chunk(new ChunkId(owner.Sweep, 0), "s", [])], None);
        Assert.Single(await store.Chunks.LeaseAsync(new LeaseRequest("n1", "cpu", TimeSpan.FromSeconds(10), 1), None));
        clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromMicroseconds(1));
        Assert.Equal(0, await store.Chunks.ExpireAsync(owner.Sweep, None));
        Assert.Empty(await store.Sweeps.OwnAsync("n2", TimeSpan.FromSeconds(10), 1, None));
        clock.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal(1, await store.Chunks.ExpireAsync(owner.Sweep, None));
        Assert.Single(await store.Sweeps.OwnAsync("n2", TimeSpan.FromSeconds(10), 1, None));
    }
}
