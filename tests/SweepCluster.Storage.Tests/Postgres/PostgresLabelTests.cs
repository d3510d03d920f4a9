using Npgsql;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Postgres;
using SweepCluster.Storage.Postgres.Connections;
using SweepCluster.Storage.Results;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage.Tests.Postgres;

/// <summary>What programs read that know SQL alone.</summary>
public sealed class PostgresLabelTests
{
    private static readonly SweepId Sweep = new("labels-1");

    [Fact]
    public async Task A_cell_counts_its_labels_and_one_that_changes_is_counted_once()
    {
        var address = await TestPostgres.NewDatabaseAsync();
        await using var store = await PostgresSweepStore.OpenAsync(address);
        await store.Sweeps.CreateAsync(new StoredSweep(Sweep, "labels", "name: labels", DateTimeOffset.UnixEpoch), CancellationToken.None);
        await store.Labels.PutAsync(Sweep, [Label(0, Outcome.Stable, 0.5), Label(1, Outcome.Degraded, 0.25), Label(2, Outcome.Diverged, null)], CancellationToken.None);
        await store.Labels.PutAsync(Sweep, [Label(0, Outcome.Stable, 0.5), Label(1, Outcome.Stable, 1)], CancellationToken.None);
        Assert.Equal(
            ["labels-1", "B=1.5;degree=4;order=norm, first", "3", "2", "0", "1", "0.75"],
            await RowAsync(address, "SELECT sweep, cell, trials, stable, degraded, diverged, mean_score FROM map_cells"));
        Assert.Equal(2.0 / 3, double.Parse((await RowAsync(address, "SELECT p_stable FROM map_cells"))[0], System.Globalization.CultureInfo.InvariantCulture), 12);
    }

    [Theory]
    [InlineData("map_value('B=1.5;degree=4', 'degree')", "4")]
    [InlineData("map_value('B=1.5;degree=4', 'B')", "1.5")]
    [InlineData("map_value('B=1.5;degree=4', 'gree')", "")]
    [InlineData("map_slice('B=1.5;degree=4;lambda=2', 'degree', 'B')", "lambda=2")]
    [InlineData("map_slice('B=1.5;a=x;degree=4;lambda=2', 'degree', 'B')", "a=x, lambda=2")]
    [InlineData("map_slice('B=1.5;degree=4', 'degree', 'B')", "none")]
    [InlineData("map_number('1.5')", "1.5")]
    [InlineData("map_number('-2e-3')", "-0.002")]
    [InlineData("map_number('1E+05')", "100000")]
    [InlineData("map_number('relu')", "")]
    [InlineData("map_number('[64,32]')", "")]
    [InlineData("map_number('.')", "")]
    public async Task Names_of_cells_are_taken_apart(string expression, string expected)
    {
        var address = await TestPostgres.NewDatabaseAsync();
        await (await PostgresSweepStore.OpenAsync(address)).DisposeAsync();
        Assert.Equal([expected], await RowAsync(address, "SELECT " + expression));
    }

    private static TrialLabel Label(int replicate, Outcome outcome, double? score) =>
        new(new TrialId(new CellId("B=1.5;degree=4;order=norm, first"), replicate), outcome, score);

    private static async Task<string[]> RowAsync(PostgresAddress address, string sql)
    {
        await using var source = NpgsqlDataSource.Create(address.ToSettings());
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        return [.. Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture)!)];
    }
}
