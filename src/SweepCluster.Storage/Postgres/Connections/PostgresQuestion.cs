using Npgsql;

namespace SweepCluster.Storage.Postgres.Connections;

/// <summary>A statement with its values and how its rows are read. Values are positional: the first is <c>$1</c>.</summary>
internal sealed record PostgresQuestion<TRow>(string Sql, Func<NpgsqlDataReader, TRow> Read, params object?[] Values)
{
    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(Sql);
        command.Parameters.AddRange(PostgresQuestion.Parameters(Values));
        return command;
    }
}

/// <summary>Values as Npgsql takes them.</summary>
internal static class PostgresQuestion
{
    public static NpgsqlParameter[] Parameters(object?[] values) => Array.ConvertAll(values, value => new NpgsqlParameter { Value = value ?? DBNull.Value });
}
