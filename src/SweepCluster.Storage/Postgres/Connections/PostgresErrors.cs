using System.Net.Sockets;
using Npgsql;

namespace SweepCluster.Storage.Postgres.Connections;

/// <summary>Which failures of the server pass, and what users read about them.</summary>
internal static class PostgresErrors
{
    // idle_in_transaction_session_timeout, which Npgsql has no name for.
    private const string IdleInTransaction = "25P03";

    // Classes of codes, and codes, after which the same call may succeed: connection exceptions, insufficient
    // resources (too many connections, disk full), a server that stops, starts or has become a standby, and
    // statements that lost against another or against the clock.
    private static readonly string[] Passing =
    [
        "08", "53",
        PostgresErrorCodes.AdminShutdown, PostgresErrorCodes.CrashShutdown, PostgresErrorCodes.CannotConnectNow,
        IdleInTransaction, PostgresErrorCodes.QueryCanceled, PostgresErrorCodes.ReadOnlySqlTransaction, PostgresErrorCodes.LockNotAvailable,
        PostgresErrorCodes.SerializationFailure, PostgresErrorCodes.DeadlockDetected,
    ];

    /// <summary>Whether the transaction only lost against another one and may be run again at once.</summary>
    public static bool IsLostRace(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    public static bool IsFromServer(Exception exception) =>
        exception is NpgsqlException or SocketException or TimeoutException or IOException;

    public static StoreException Wrap(Exception exception, PostgresAddress address)
    {
        var passes = exception is PostgresException refused
            ? Passing.Any(code => refused.SqlState.StartsWith(code, StringComparison.Ordinal))
            : exception is not NpgsqlException failed || failed.IsTransient || failed.InnerException is SocketException or TimeoutException or IOException;
        return new StoreException($"PostgreSQL at {address.Host}:{address.Port}, database {address.Database}: {Explain(exception, address)}", exception, passes);
    }

    private static string Explain(Exception exception, PostgresAddress address) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            $"there is no such database; 'createdb -h {address.Host} -p {address.Port} {address.Database}' makes it.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } refused =>
            $"{refused.MessageText}. Check the user and the password of the store's address, and the server's pg_hba.conf.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused =>
            $"{refused.MessageText}. The user {address.User} must own the database, or may create tables in its schema.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } refused =>
            $"{refused.MessageText}. Raise max_connections on the server or lower 'connections' in the store's address.",
        PostgresException refused => $"{refused.MessageText} ({refused.SqlState}).",
        { InnerException: SocketException inner } => $"cannot be reached: {inner.Message}.",
        _ => $"{exception.Message.TrimEnd('.')}{(exception.InnerException is { } inner ? $": {inner.Message}" : ".")}",
    };
}
