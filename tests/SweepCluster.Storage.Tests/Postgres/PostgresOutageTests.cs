using Npgsql;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Postgres;
using SweepCluster.Storage.Postgres.Connections;
using SweepCluster.Testing;

namespace SweepCluster.Storage.Tests.Postgres;

/// <summary>A server of its own, for it is stopped, killed and refused.</summary>
public sealed class PostgresOutageTests : IAsyncLifetime
{
    private PostgresServer _server = null!;

    public async Task InitializeAsync() => _server = await PostgresServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_works_again_once_its_server_is_back(bool killed)
    {
        var address = PostgresAddress.Parse(await PostgresServer.CreateDatabaseAsync(_server.Url));
        await using var store = await PostgresSweepStore.OpenAsync(address);
        await store.SubmitAsync(2);
        var first = await store.LeaseAsync();
        await store.CompleteAsync(first);
        var second = await store.LeaseAsync();
        var wait = store.WaitForChangeAsync(StoreTopic.Sweeps, store.ChangesHeard(StoreTopic.Sweeps), TimeSpan.FromMinutes(1), CancellationToken.None);

        await (killed ? _server.KillAsync() : _server.StopAsync());
        var away = await Assert.ThrowsAsync<StoreException>(() => ListAsync(store));
        Assert.True(away.IsTransient);
        AssertNamesTheServer(away, address);

        await _server.StartAgainAsync();
        await wait;
        await ListAsync(store, atMost: 20);
        Assert.Equal(Completion.Repeated, await store.CompleteAsync(first));
        Assert.Equal(Completion.Accepted, await store.CompleteAsync(second));
        await store.AssertDoneAsync([first.Chunk, second.Chunk]);
    }

    [Fact]
    public async Task A_call_that_finds_the_server_frozen_goes_on_when_it_thaws()
    {
        await using var store = await PostgresSweepStore.OpenAsync(PostgresAddress.Parse(await PostgresServer.CreateDatabaseAsync(_server.Url)));
        await store.SubmitAsync(1);
        var lease = await store.LeaseAsync();
        await _server.FreezeAsync();
        var completion = store.CompleteAsync(lease);
        Assert.False(completion.IsCompleted);
        await _server.ThawAsync();
        Assert.Equal(Completion.Accepted, await completion);
    }

    [Fact]
    public async Task A_process_that_stands_still_within_a_change_does_not_keep_others_from_the_same_rows()
    {
        var address = PostgresAddress.Parse(await PostgresServer.CreateDatabaseAsync(_server.Url));
        await using var store = await PostgresSweepStore.OpenAsync(address);
        await store.SubmitAsync(1);
        var lease = await store.LeaseAsync();
        using var goesOn = new ManualResetEventSlim();
        var stands = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = new StoreOptions { Reached = point => StandStill(point, stands, goesOn) };
        await using var still = await PostgresSweepStore.OpenAsync(address, options, CancellationToken.None);
        var late = Task.Run(() => still.CompleteAsync(lease));
        await stands.Task;

        Assert.Equal(Completion.Accepted, await store.CompleteAsync(lease));
        goesOn.Set();
        Assert.True((await Assert.ThrowsAsync<StoreException>(() => late)).IsTransient);
        Assert.Equal(Completion.Repeated, await still.CompleteAsync(lease));
    }

    [Fact]
    public async Task A_wrong_password_and_a_database_that_is_not_there_are_said_and_do_not_pass()
    {
        var wrong = PostgresAddress.Parse($"postgres://sweep:falsch@127.0.0.1:{_server.Port}/postgres?sslmode=disable");
        var refused = await Assert.ThrowsAsync<StoreException>(() => PostgresSweepStore.OpenAsync(wrong));
        AssertNamesTheServer(refused, wrong);
        Assert.Contains("Check the user and the password", refused.Message, StringComparison.Ordinal);

        var missing = PostgresAddress.Parse(_server.UrlOf("nowhere"));
        var absent = await Assert.ThrowsAsync<StoreException>(() => PostgresSweepStore.OpenAsync(missing));
        AssertNamesTheServer(absent, missing);
        Assert.Contains($"'createdb -h 127.0.0.1 -p {_server.Port} nowhere'", absent.Message, StringComparison.Ordinal);
        Assert.Equal((false, false), (refused.IsTransient, absent.IsTransient));
    }

    [Fact]
    public async Task Too_many_connections_may_pass_and_the_remedy_is_said()
    {
        await using (var administration = NpgsqlDataSource.Create(PostgresAddress.Parse(_server.Url).ToSettings()))
        {
            await using var command = administration.CreateCommand("CREATE ROLE crowd LOGIN PASSWORD 'geheim' CONNECTION LIMIT 0");
            await command.ExecuteNonQueryAsync();
        }

        var address = PostgresAddress.Parse($"postgres://crowd:geheim@127.0.0.1:{_server.Port}/postgres?sslmode=disable");
        var refused = await Assert.ThrowsAsync<StoreException>(() => PostgresSweepStore.OpenAsync(address));
        Assert.True(refused.IsTransient);
        Assert.Contains("lower 'connections'", refused.Message, StringComparison.Ordinal);
    }

    private static void AssertNamesTheServer(StoreException exception, PostgresAddress address)
    {
        Assert.Contains($"127.0.0.1:{address.Port}, database {address.Database}", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(address.ToSettings().Password!, exception.ToString(), StringComparison.Ordinal);
    }

    // Connections that the server has closed fail one by one when they are used next.
    private static async Task ListAsync(PostgresSweepStore store, int atMost = 0)
    {
        for (var failed = 0; ; failed++)
        {
            try
            {
                await store.Sweeps.ListAsync(CancellationToken.None);
                return;
            }
            catch (StoreException lost) when (lost.IsTransient && failed < atMost)
            {
                // The next call takes another connection.
            }
        }
    }

    private static void StandStill(string point, TaskCompletionSource stands, ManualResetEventSlim goesOn)
    {
        if (point.Contains("FROM chunks", StringComparison.Ordinal) && stands.TrySetResult())
        {
            goesOn.Wait();
        }
    }
}
