using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace SweepCluster.Testing;

/// <summary>A private PostgreSQL server on a free port, in a folder of its own, that a test may stop, kill or freeze.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "sweep";
    private const string Password = "geheim-7f3a";
    private const string Account = "postgres";

    // The shell stops the server and removes its folder when this process is gone, however it ended: its input ends.
    private const string Keeper =
        """
        folder=$1; shift
        "$@" </dev/null & server=$!
        read -r word
        [ -n "$word" ] || kill -QUIT "$server"
        wait "$server"
        [ -n "$word" ] || rm -rf "$folder"
        """;

    private readonly string _binaries;
    private readonly string _folder;
    private readonly bool _durable;
    private readonly int _connections;
    private Process? _keeper;
    private Task _output = Task.CompletedTask;

    private PostgresServer(string binaries, string folder, bool durable, int connections)
    {
        _binaries = binaries;
        _folder = folder;
        _durable = durable;
        _connections = connections;
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Port = ((IPEndPoint)free.LocalEndpoint).Port;
    }

    public int Port { get; }

    /// <summary>Of the database that every server has.</summary>
    public string Url => UrlOf("postgres");

    /// <summary>Where the programs of the newest PostgreSQL that serves are installed; null for nowhere.</summary>
    public static string? Binaries =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql")
                .Select(folder => (Version: int.TryParse(Path.GetFileName(folder), out var version) ? version : 0, Programs: Path.Combine(folder, "bin")))
                .Where(found => found.Version >= 15 && File.Exists(Path.Combine(found.Programs, "initdb")))
                .OrderByDescending(found => found.Version)
                .Select(found => found.Programs)
                .FirstOrDefault()
            : null;

    /// <param name="durable">Whether a commit waits for the disk, as on a real server.</param>
    /// <param name="connections">That it takes at a time.</param>
    public static async Task<PostgresServer> StartAsync(bool durable = false, int connections = 200)
    {
        var binaries = Binaries ?? throw new InvalidOperationException("PostgreSQL 15 or later is not installed: 'apt-get install postgresql-15'.");
        var folder = Directory.CreateTempSubdirectory("sweep-postgres-").FullName;
        var password = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(password, Password);
        if (Environment.UserName == "root")
        {
            // The server refuses to run as root.
            await RunAsync("chown", "-R", Account, folder);
        }

        var server = new PostgresServer(binaries, folder, durable, connections);
        await RunAsync([.. AsAccount(), Path.Combine(binaries, "initdb"), "-D", server.Data, "-U", User, "--pwfile", password, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
        await server.StartAgainAsync();
        return server;
    }

    public string UrlOf(string database) => $"postgres://{User}:{Password}@127.0.0.1:{Port}/{database}?sslmode=disable";

    /// <summary>Starts it after it was stopped or killed; returns when it takes connections.</summary>
    public async Task StartAgainAsync()
    {
        string[] command =
        [
            .. AsAccount(), "sh", "-c", Keeper, "sh", _folder,
            Path.Combine(_binaries, "postgres"), "-D", Data, "-p", $"{Port}", "-k", _folder,
            "-c", "listen_addresses=127.0.0.1", "-c", $"max_connections={_connections}", "-c", "logging_collector=off", "-c", "log_destination=stderr",
            "-c", $"fsync={(_durable ? "on" : "off")}",
        ];
        _keeper = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _output = ReadAsync(_keeper.StandardError, ready);
        await ready.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    /// <summary>Ends every connection and stops in order.</summary>
    public Task StopAsync() => EndAsync("-INT");

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAgainAsync();
    }

    /// <summary>Every process of it dies at once; what they had written stays.</summary>
    public Task KillAsync() => EndAsync("-KILL");

    /// <summary>The server and every connection stand still, as if the network were cut.</summary>
    public Task FreezeAsync() => SignalAllAsync("-STOP");

    public Task ThawAsync() => SignalAllAsync("-CONT");

    /// <summary>Makes an empty database and says its URL.</summary>
    /// <param name="url">Of any database of the server.</param>
    public static async Task<string> CreateDatabaseAsync(string url)
    {
        var name = $"sweep_{Guid.NewGuid():N}";
        await ExecuteAsync(url, $"CREATE DATABASE {name}");
        return new UriBuilder(url) { Path = name }.ToString();
    }

    /// <summary>One statement, as the user that the URL names, in its database.</summary>
    /// <returns>The first value that it gives; null for none.</returns>
    public static async Task<object?> ExecuteAsync(string url, string sql)
    {
        var address = new UriBuilder(url);
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = address.Host,
            Port = address.Port,
            Database = address.Path.TrimStart('/'),
            Username = Uri.UnescapeDataString(address.UserName),
            Password = Uri.UnescapeDataString(address.Password),
            ApplicationName = "administration",
            Pooling = false,
        }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_keeper is { HasExited: false } keeper)
        {
            await ThawAsync();
            keeper.StandardInput.Close();
            await _output;
        }
        else if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private string Data => Path.Combine(_folder, "data");

    private static string[] AsAccount() =>
        Environment.UserName == "root" ? ["setpriv", $"--reuid={Account}", $"--regid={Account}", "--init-groups", "--reset-env"] : ["env"];

    private static async Task ReadAsync(StreamReader log, TaskCompletionSource ready)
    {
        var lines = new List<string>();
        while (await log.ReadLineAsync() is { } line)
        {
            if (line.Contains("ready to accept connections", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
            else if (!ready.Task.IsCompleted)
            {
                lines.Add(line);
            }
        }

        ready.TrySetException(new InvalidOperationException($"PostgreSQL did not start:\n{string.Join('\n', lines)}"));
    }

    private static Task RunAsync(params string[] command) => ProcessRun(command, mayFail: false);

    private static async Task ProcessRun(string[] command, bool mayFail)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0 && !mayFail)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}:\n{await output}{errors}");
        }
    }

    private async Task EndAsync(string signal)
    {
        var keeper = _keeper ?? throw new InvalidOperationException("The server does not run.");
        await keeper.StandardInput.WriteLineAsync("keep");
        await keeper.StandardInput.FlushAsync();
        await RunAsync("kill", signal, $"{Postmaster}");
        // Every process of the server holds the other end: when it is closed, the last of them is gone.
        await _output;
        await keeper.WaitForExitAsync();
        keeper.Dispose();
        _keeper = null;
    }

    private async Task SignalAllAsync(string signal)
    {
        if (_keeper is not null)
        {
            // One may have ended since it was listed.
            await ProcessRun(["kill", signal, .. Connections().Append(Postmaster).Select(process => $"{process}")], mayFail: true);
        }
    }

    private int Postmaster => int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), System.Globalization.CultureInfo.InvariantCulture);

    private List<int> Connections()
    {
        var parent = $"PPid:\t{Postmaster}";
        var found = new List<int>();
        foreach (var folder in Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                if (File.ReadLines(Path.Combine(folder, "status")).Contains(parent))
                {
                    found.Add(int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture));
                }
            }
            catch (IOException)
            {
                // It ended while it was looked at.
            }
        }

        return found;
    }
}
