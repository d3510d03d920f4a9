using System.Diagnostics;
using Npgsql;

namespace SweepCluster.EndToEnd.Tests.Cluster.Postgres.Chaos;

/// <summary>Measures how long a sweep is nobody's when the coordinator that plans it dies.</summary>
internal sealed class FailoverWatch(TestCluster cluster)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly List<double> _failovers = [];
    private readonly Dictionary<ClusterMember, int> _troubled = [];
    private (string Node, long At)? _dead;

    /// <summary>Those that nothing else stood in the way of, in seconds.</summary>
    public IReadOnlyList<double> Failovers
    {
        get
        {
            lock (_lock)
            {
                return [.. _failovers];
            }
        }
    }

    /// <summary>Says that nodes, or the way to their database, are not sound, until what it returns is disposed of.</summary>
    public IDisposable Trouble(params ClusterMember?[] members)
    {
        lock (_lock)
        {
            foreach (var member in members.OfType<ClusterMember>())
            {
                _troubled[member] = _troubled.GetValueOrDefault(member) + 1;
                _dead = null;
            }
        }

        return new End(() =>
        {
            lock (_lock)
            {
                foreach (var member in members.OfType<ClusterMember>())
                {
                    _troubled[member]--;
                }
            }
        });
    }

    /// <summary>Says that a node is about to be killed.</summary>
    public async Task KilledAsync(ClusterMember member)
    {
        var other = cluster.Coordinators.First(coordinator => coordinator != member);
        if (!member.IsCoordinator || !member.IsUp)
        {
            return;
        }

        if (await IdAsync(member) is not { } id)
        {
            return;
        }

        var owner = await OwnerAsync();
        lock (_lock)
        {
            var isClean = other.IsUp && _troubled.GetValueOrDefault(other) == 0 && _troubled.GetValueOrDefault(member) == 0;
            _dead = owner == id && isClean ? (id, Stopwatch.GetTimestamp()) : null;
        }
    }

    public async Task RunAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var owner = await OwnerAsync();
            lock (_lock)
            {
                if (_dead is { } dead && owner is not null && owner != dead.Node)
                {
                    _failovers.Add(Stopwatch.GetElapsedTime(dead.At).TotalSeconds);
                    _dead = null;
                }
            }

            await Task.Delay(Between, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<string?> IdAsync(ClusterMember member)
    {
        try
        {
            return await member.Node.IdAsync();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself before it was up.
            return null;
        }
    }

    private async Task<string?> OwnerAsync()
    {
        try
        {
            return await cluster.Contents.OwnerAsync();
        }
        catch (NpgsqlException)
        {
            return null;
        }
    }

    private sealed class End(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
