using System.Runtime.CompilerServices;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Results;

namespace SweepCluster.Storage.Sqlite;

internal sealed class SqliteResultArchive(SqliteDatabase database) : IResultArchive
{
    private const int PageRows = 2000;

    public Task<int> AddAsync(SweepId sweep, IReadOnlyCollection<TrialResult> results, CancellationToken cancellation)
    {
        var rows = SqliteTrialRows.Encode(results);
        return database.WriteAsync(work => SqliteTrialRows.Add(work, work.KeyOf(sweep), rows), cancellation, StoreTopic.Results);
    }

    // By pages in the order of the key: other readers get their turn between two of them.
    public async IAsyncEnumerable<TrialResult> ReadAsync(SweepId sweep, [EnumeratorCancellation] CancellationToken cancellation)
    {
        SqliteTrialRow? last = null;
        while (true)
        {
            var page = await database.ReadAsync(
                work => work.Query<SqliteTrialRow>(
                    $"""
                     SELECT cell, replicate, ticks, trace FROM trials WHERE sweep = (SELECT key FROM sweeps WHERE id = @Id)
                     {(last is null ? "" : "AND (cell, replicate) > (@Cell, @Replicate)")} ORDER BY cell, replicate LIMIT {PageRows}
                     """,
                    new { Id = sweep.Text, last?.Cell, last?.Replicate }),
                cancellation).ConfigureAwait(false);
            foreach (var row in page)
            {
                yield return row.ToResult();
            }

            if (page.Count < PageRows)
            {
                yield break;
            }

            last = page[^1];
        }
    }

    public Task<IReadOnlyList<TrialResult>> FindAsync(SweepId sweep, IReadOnlyCollection<TrialId> trials, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<TrialResult>>(
            work => work.FindKey(sweep) is { } key ? SqliteTrialRows.Find(work, key, trials) : [],
            cancellation);

    public Task<IReadOnlyList<TrialFailure>> FailuresAsync(SweepId sweep, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<TrialFailure>>(
        work =>
        [
            .. work.Query<(string Cell, int Replicate, string Cause, long At)>(
                    "SELECT cell, replicate, cause, at FROM failures WHERE sweep = (SELECT key FROM sweeps WHERE id = @Id) ORDER BY cell, replicate",
                    new { Id = sweep.Text })
                .Select(row => new TrialFailure(new TrialId(new CellId(row.Cell), row.Replicate), row.Cause, row.At.ToTime())),
        ],
        cancellation);

    public Task<int> RetryAsync(SweepId sweep, IReadOnlyCollection<TrialId> trials, CancellationToken cancellation) => database.WriteAsync(
        work =>
        {
            var key = work.KeyOf(sweep);
            var forgotten = work.Execute(
                "DELETE FROM failures WHERE sweep = @Sweep AND cell = @Cell AND replicate = @Replicate",
                trials.Select(trial => new { Sweep = key, Cell = trial.Cell.Text, trial.Replicate }));
            work.Reach("failures forgotten");
            if (forgotten > 0)
            {
                work.Execute("UPDATE sweeps SET revision = revision + 1 WHERE key = @Sweep", new { Sweep = key });
            }

            return forgotten;
        },
        cancellation,
        StoreTopic.Sweeps);

    public Task<SweepCounts> CountAsync(SweepId sweep, CancellationToken cancellation) => database.ReadAsync(
        work =>
        {
            var id = new { Id = sweep.Text, ChunkState.Open, ChunkState.Leased };
            var (finished, failed) = work.First<(long, long)>(
                "SELECT finished, (SELECT COUNT(*) FROM failures WHERE failures.sweep = sweeps.key) FROM sweeps WHERE id = @Id",
                id);
            var chunks = work.Query<(ChunkState State, long Trials, long Chunks)>(
                """
                SELECT state, SUM(trial_count), COUNT(*) FROM chunks
                WHERE sweep = (SELECT key FROM sweeps WHERE id = @Id) AND state IN (@Open, @Leased) GROUP BY state
                """,
                id);
            var open = chunks.FirstOrDefault(row => row.State == ChunkState.Open);
            var leased = chunks.FirstOrDefault(row => row.State == ChunkState.Leased);
            return new SweepCounts(finished, failed, open.Trials, leased.Trials, open.Chunks, leased.Chunks);
        },
        cancellation);
}
