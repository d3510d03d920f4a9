using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Postgres.Connections;
using SweepCluster.Storage.Results;

namespace SweepCluster.Storage.Postgres.Results;

internal sealed class PostgresTrialLabels(PostgresDatabase database) : ITrialLabels
{
    public Task PutAsync(SweepId sweep, IReadOnlyCollection<TrialLabel> labels, CancellationToken cancellation) => database.ChangeAsync(
        async transaction =>
        {
            var key = await transaction.KeyOfAsync(sweep).ConfigureAwait(false);
            // In one order, lest two transactions with trials in common wait for each other.
            var ordered = labels.DistinctBy(label => label.Trial).OrderBy(label => label.Trial.Cell.Text, StringComparer.Ordinal).ThenBy(label => label.Trial.Replicate).ToArray();
            await transaction.ExecuteAsync(
                """
                INSERT INTO trial_labels (sweep, cell, replicate, outcome, score) SELECT $1, * FROM unnest($2, $3, $4, $5)
                ON CONFLICT (sweep, cell, replicate) DO UPDATE SET outcome = EXCLUDED.outcome, score = EXCLUDED.score
                WHERE (trial_labels.outcome, trial_labels.score) IS DISTINCT FROM (EXCLUDED.outcome, EXCLUDED.score)
                """,
                key,
                Array.ConvertAll(ordered, label => label.Trial.Cell.Text),
                Array.ConvertAll(ordered, label => label.Trial.Replicate),
                Array.ConvertAll(ordered, label => OutcomeDescription.Of(label.Outcome).Name),
                Array.ConvertAll(ordered, label => label.Score)).ConfigureAwait(false);
        },
        cancellation);
}
