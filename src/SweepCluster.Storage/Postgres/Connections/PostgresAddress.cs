using Npgsql;

namespace SweepCluster.Storage.Postgres.Connections;

/// <summary>
/// Where a PostgreSQL store is: <c>postgres://user:password@host:port/database?sslmode=require</c>. Its text never
/// has the password.
/// </summary>
public sealed class PostgresAddress
{
    private const int DefaultPort = 5432;
    private const int LongestSilenceMilliseconds = 5000;
    private const string Form = "postgres://user:password@host:port/database";

    private readonly string? _password;
    private readonly PostgresOptions _options;

    private PostgresAddress(string host, int port, string database, string user, string? password, PostgresOptions options)
    {
        Host = host;
        Port = port;
        Database = database;
        User = user;
        _password = password;
        _options = options;
    }

    public string Host { get; }

    public int Port { get; }

    public string Database { get; }

    public string User { get; }

    /// <summary>Whether an address names a PostgreSQL store; it may still be wrong in other ways.</summary>
    public static bool IsPostgres(string url) =>
        url.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Reads an address. Letters that mean something in a URL are written as <c>%40</c> and the like. A password
    /// that it does not have comes from the file that <c>passwordfile=</c> names, or else from where PostgreSQL's
    /// own programs look: <c>PGPASSWORD</c>, the file that <c>PGPASSFILE</c> names, <c>~/.pgpass</c>.
    /// </summary>
    /// <exception cref="StoreException">What is wrong with it, without its password.</exception>
    public static PostgresAddress Parse(string url)
    {
        if (!IsPostgres(url) || !Uri.TryCreate(url, UriKind.Absolute, out var uri))
        {
            throw new StoreException($"The store's address is not a URL of the form {Form}. Letters such as @, :, / and % in a user's name or password are written as %40, %3A, %2F and %25.");
        }

        var database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        var credentials = uri.UserInfo.Split(':', 2);
        var user = Uri.UnescapeDataString(credentials[0]);
        var password = credentials.Length == 2 ? Uri.UnescapeDataString(credentials[1]) : null;
        Require(uri.Host.Length > 0, "host");
        Require(database.Length > 0, "database");
        Require(user.Length > 0, "user");
        var options = PostgresOptions.Parse(uri.Query);
        if (password is not null && options.PasswordFile is not null)
        {
            throw new StoreException("The store's address has both a password and 'passwordfile'; leave one out.");
        }

        return new PostgresAddress(uri.Host.Trim('[', ']'), uri.Port < 0 ? DefaultPort : uri.Port, database, user, password, options);
    }

    public override string ToString() => $"postgres://{User}@{(Host.Contains(':') ? $"[{Host}]" : Host)}:{Port}/{Database}";

    /// <summary>What Npgsql needs to connect; has the password.</summary>
    /// <exception cref="StoreException">The password's file cannot be read.</exception>
    internal NpgsqlConnectionStringBuilder ToSettings() => new()
    {
        Host = Host,
        Port = Port,
        Database = Database,
        Username = User,
        Password = _password ?? _options.ReadPassword(),
        SslMode = _options.SslMode,
        GssEncryptionMode = GssEncryptionMode.Disable,
        RootCertificate = _options.RootCertificate,
        MaxPoolSize = _options.Connections,
        Timeout = _options.ConnectTimeoutSeconds,
        ApplicationName = "sweepcluster",
        // A process that stands still, or a machine whose power is gone, in the middle of a transaction would hold its
        // rows for as long as TCP believes in it, which is hours: nobody could take its sweep or its chunk over.
        // And a plan is the same for every chunk: made anew, as the server does five times before it keeps one, it costs
        // more than the statement itself, on each of hundreds of connections.
        Options = $"-c idle_in_transaction_session_timeout={LongestSilenceMilliseconds} -c plan_cache_mode=force_generic_plan",
        MaxAutoPrepare = 64,
        AutoPrepareMinUsages = 1,
        // Nothing of a transaction stays with its connection, so there is nothing to reset before the next one.
        NoResetOnClose = true,
    };

    private static void Require(bool present, string part)
    {
        if (!present)
        {
            throw new StoreException($"The store's address names no {part}; it has the form {Form}.");
        }
    }
}
