using System.Globalization;
using Npgsql;

namespace SweepCluster.Storage.Postgres.Connections;

/// <summary>What may stand after the question mark of a store's address.</summary>
internal sealed record PostgresOptions
{
    private const int MostConnections = 1000;
    private const int LongestConnectTimeoutSeconds = 300;

    private static readonly Dictionary<string, SslMode> SslModes = new()
    {
        ["disable"] = SslMode.Disable,
        ["allow"] = SslMode.Allow,
        ["prefer"] = SslMode.Prefer,
        ["require"] = SslMode.Require,
        ["verify-ca"] = SslMode.VerifyCA,
        ["verify-full"] = SslMode.VerifyFull,
    };

    private static readonly Dictionary<string, Func<PostgresOptions, string, PostgresOptions>> Keys = new()
    {
        ["sslmode"] = (options, value) => options with
        {
            SslMode = SslModes.TryGetValue(value, out var mode)
                ? mode
                : throw new StoreException($"The store's address has sslmode={value}; allowed are {string.Join(", ", SslModes.Keys)}."),
        },
        ["sslrootcert"] = (options, value) => options with { RootCertificate = value },
        ["passwordfile"] = (options, value) => options with { PasswordFile = value },
        ["connections"] = (options, value) => options with { Connections = Number("connections", value, MostConnections) },
        ["connect_timeout"] = (options, value) => options with { ConnectTimeoutSeconds = Number("connect_timeout", value, LongestConnectTimeoutSeconds) },
    };

    public SslMode SslMode { get; init; } = SslMode.Prefer;

    /// <summary>File with the certificates that the server's is checked against.</summary>
    public string? RootCertificate { get; init; }

    /// <summary>File whose first line is the password.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>The most connections of one process, besides the one that listens.</summary>
    public int Connections { get; init; } = 16;

    public int ConnectTimeoutSeconds { get; init; } = 5;

    /// <param name="query">With its question mark; empty for none.</param>
    /// <exception cref="StoreException">An unknown key or a value that is not allowed.</exception>
    public static PostgresOptions Parse(string query)
    {
        var options = new PostgresOptions();
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=', 2);
            if (pair.Length != 2 || !Keys.TryGetValue(pair[0], out var read))
            {
                // Not the value: somebody may have put a password there.
                throw new StoreException($"The store's address has an unknown option '{pair[0]}'; known are {string.Join(", ", Keys.Keys)}, each as KEY=VALUE.");
            }

            options = read(options, Uri.UnescapeDataString(pair[1]));
        }

        return options;
    }

    /// <summary>The password in the file; null when no file is named.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public string? ReadPassword()
    {
        try
        {
            return PasswordFile is null ? null : File.ReadLines(PasswordFile).FirstOrDefault("");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The password of the store cannot be read from {PasswordFile}: {exception.Message}", exception);
        }
    }

    private static int Number(string key, string value, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw new StoreException($"The store's address has {key}={value}; allowed are whole numbers from 1 to {most}.");
}
