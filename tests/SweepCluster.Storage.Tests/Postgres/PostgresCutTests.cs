using Npgsql;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Postgres;
using SweepCluster.Storage.Postgres.Connections;

namespace SweepCluster.Storage.Tests.Postgres;

/// <summary>A connection that is lost in the middle of a completion, at every point of it.</summary>
public sealed class PostgresCutTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_completion_cut_off_at_any_message_is_whole_or_not_there_and_may_be_repeated(bool afterAnswer)
    {
        var address = await TestPostgres.NewDatabaseAsync();
        using var proxy = new CuttingProxy(address.Port);
        await using var direct = await PostgresSweepStore.OpenAsync(address);
        await using var cut = await PostgresSweepStore.OpenAsync(Through(proxy, address));
        await direct.SubmitAsync(100);
        var done = new List<Chunk>();
        var committedUnheard = 0;
        for (var message = 1; done.Count < 100; message++)
        {
            var lease = await direct.LeaseAsync();
            await ReconnectAsync(cut);
            proxy.CutAt(message, afterAnswer);
            var heard = await TryAsync(() => cut.CompleteAsync(lease));
            var wasCut = !proxy.IsArmed;
            proxy.Disarm();

            var again = await direct.CompleteAsync(lease);
            done.Add(lease.Chunk);
            await direct.AssertDoneAsync(done);
            if (heard is not null)
            {
                Assert.Equal((Completion.Accepted, Completion.Repeated), (heard.Value, again));
            }
            else if (again == Completion.Repeated)
            {
                committedUnheard++;
            }

            if (!wasCut)
            {
                break;
            }
        }

        // Lock, change, announce, commit, and one that is not cut; an answer to the commit can be lost only after the server did it.
        Assert.InRange(done.Count, 5, 99);
        Assert.Equal(afterAnswer ? 1 : 0, committedUnheard);
    }

    [Fact]
    public async Task A_completion_whose_connection_is_ended_after_any_statement_leaves_nothing_and_may_be_repeated()
    {
        var address = await TestPostgres.NewDatabaseAsync();
        await using var direct = await PostgresSweepStore.OpenAsync(address);
        await direct.SubmitAsync(100);
        await using var administration = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(address.ToSettings().ToString()) { ApplicationName = "administration" });
        var points = new List<string>();
        var fatal = -1;
        await using var ended = await PostgresSweepStore.OpenAsync(address, new StoreOptions { Reached = Reach }, CancellationToken.None);
        var done = new List<Chunk>();
        do
        {
            var lease = await RetriedAsync(direct.LeaseAsync);
            await ReconnectAsync(ended);
            points.Clear();
            fatal++;
            var heard = await TryAsync(() => ended.CompleteAsync(lease));
            var again = await RetriedAsync(() => direct.CompleteAsync(lease));
            Assert.Equal(heard is null ? Completion.Accepted : Completion.Repeated, again);
            done.Add(lease.Chunk);
            await direct.AssertDoneAsync(done);
        }
        while (points.Count > fatal);
        Assert.Contains("before commit", points);

        void Reach(string point)
        {
            points.Add(point);
            if (points.Count == fatal + 1)
            {
                using var command = administration.CreateCommand(
                    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'sweepcluster'");
                command.ExecuteNonQuery();
            }
        }
    }

    [Fact]
    public async Task Those_who_wait_are_woken_after_the_connection_that_listens_was_lost()
    {
        var address = await TestPostgres.NewDatabaseAsync();
        await using var waiting = await PostgresSweepStore.OpenAsync(address);
        var wait = waiting.WaitForChangeAsync(StoreTopic.Chunks, waiting.ChangesHeard(StoreTopic.Chunks), TimeSpan.FromMinutes(1), CancellationToken.None);
        await using (var administration = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(address.ToSettings().ToString()) { ApplicationName = "administration" }))
        {
            await using var command = administration.CreateCommand("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'");
            Assert.Equal(true, await command.ExecuteScalarAsync());
        }

        // Something may have been announced meanwhile: the new connection alone is reason to look.
        await wait;
        wait = waiting.WaitForChangeAsync(StoreTopic.Chunks, waiting.ChangesHeard(StoreTopic.Chunks), TimeSpan.FromMinutes(1), CancellationToken.None);
        await using var other = await PostgresSweepStore.OpenAsync(address);
        await other.SubmitAsync(1);
        await wait;
    }

    private static PostgresAddress Through(CuttingProxy proxy, PostgresAddress address) =>
        PostgresAddress.Parse($"postgres://{address.User}:{address.ToSettings().Password}@127.0.0.1:{proxy.Port}/{address.Database}?sslmode=disable&connections=1");

    // So that a connection is there and the messages counted are those of the change.
    private static Task<int> ReconnectAsync(PostgresSweepStore store) => RetriedAsync(async () => (await store.Sweeps.ListAsync(CancellationToken.None)).Count);

    private static async Task<Completion?> TryAsync(Func<Task<Completion>> complete)
    {
        try
        {
            return await complete();
        }
        catch (StoreException lost) when (lost.IsTransient)
        {
            return null;
        }
    }

    private static async Task<TResult> RetriedAsync<TResult>(Func<Task<TResult>> call)
    {
        for (var tried = 0; ; tried++)
        {
            try
            {
                return await call();
            }
            catch (StoreException lost) when (lost.IsTransient && tried < 20)
            {
                // Each failure spends one connection that is dead.
            }
        }
    }
}
