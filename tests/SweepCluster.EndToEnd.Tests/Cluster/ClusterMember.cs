using System.Diagnostics;
using System.Net;

namespace SweepCluster.EndToEnd.Tests.Cluster;

/// <summary>
/// A machine of a cluster: it runs one node at a time, and reaches the store over a line of its own that may fail.
/// </summary>
internal sealed class ClusterMember : IAsyncDisposable
{
    private const int MostStarts = 50;

    private static readonly TimeSpan BetweenStarts = TimeSpan.FromSeconds(1);

    private readonly string _store;
    private readonly string _folder;
    private readonly string[] _settings;
    private readonly NetworkNamespace? _network;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _over = new();
    private Task _supervising = Task.CompletedTask;
    private readonly StoreProxy? _line;
    private NodeProcess? _node;

    /// <param name="name">What people call the node; its log is in the file of that name.</param>
    /// <param name="roles">As for <c>--roles</c>.</param>
    /// <param name="store">The store's address.</param>
    /// <param name="server">The port of the store's server on this machine, to be reached over a line; null for a store without one.</param>
    /// <param name="folder">Where it runs and logs.</param>
    /// <param name="settings">Further flags of <c>sweep node</c>.</param>
    /// <param name="network">A network of its own; null for this machine's.</param>
    public ClusterMember(string name, string roles, string store, int? server, string folder, string[] settings, NetworkNamespace? network = null)
    {
        (Name, Roles, _folder, _settings, _network) = (name, roles, folder, settings, network);
        if (server is { } port)
        {
            _line = new StoreProxy(port, network?.Host);
            store = new UriBuilder(store) { Host = $"{_line.Address.Address}", Port = _line.Address.Port }.ToString();
        }

        _store = store;
    }

    public string Name { get; }

    public string Roles { get; }

    public bool IsCoordinator => Roles.Contains("coordinator", StringComparison.Ordinal);

    /// <summary>The node that was started last.</summary>
    public NodeProcess Node => _node ?? throw new InvalidOperationException($"{Name} runs no node.");

    /// <summary>The way to the store's server.</summary>
    public StoreProxy Line => _line ?? throw new InvalidOperationException($"{Name} needs no line to its store.");

    /// <summary>Variables that the node is given.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public bool IsUp => _node is { HasEnded: false };

    /// <summary>Starts a node and returns when it is up. One that finds no store ends, and is started again as by a supervisor.</summary>
    /// <param name="cancellation">Gives up waiting; the node starts all the same.</param>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            await BeginAsync();
            try
            {
                await Node.AddressAsync().WaitAsync(cancellation);
                return;
            }
            catch (InvalidOperationException) when (attempt < MostStarts)
            {
                await Task.Delay(BetweenStarts, cancellation);
            }
        }
    }

    /// <summary>Starts a node and returns at once.</summary>
    public async Task BeginAsync()
    {
        await _turn.WaitAsync();
        try
        {
            await BeginAnewAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>From now on starts the node again when it ends by itself.</summary>
    public void Supervise() => _supervising = SuperviseAsync();

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _supervising;
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        if (_line is not null)
        {
            await _line.DisposeAsync();
        }

        _turn.Dispose();
        _over.Dispose();
    }

    private async Task SuperviseAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            await Task.Delay(BetweenStarts, _over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _turn.WaitAsync();
            try
            {
                if (!_over.IsCancellationRequested && _node is { HasFailed: true })
                {
                    await BeginAnewAsync();
                }
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    private async Task BeginAnewAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        string[] before = _network is null ? [] : ["ip", "netns", "exec", _network.Name];
        string[] command =
        [
            .. before, "env", "--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "sweep.dll"),
            "node", "--roles", Roles, "--listen", $"http://{IPAddress.Loopback}:0", "--name", Name, "--log-format", "text", .. _settings,
        ];
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = _folder };
        foreach (var (variable, value) in Environment)
        {
            start.Environment[variable] = value;
        }

        start.Environment["SWEEP_STORE"] = _store;
        // Several nodes share the cores of this machine.
        start.Environment["DOTNET_PROCESSOR_COUNT"] = "1";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment.Remove("SWEEP_DATA");
        _node = new NodeProcess(start, Path.Combine(_folder, $"{Name}.log"));
    }
}
