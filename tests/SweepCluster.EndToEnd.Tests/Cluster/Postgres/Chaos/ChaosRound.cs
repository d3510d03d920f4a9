using System.Diagnostics;
using Npgsql;
using SweepCluster.Testing;

namespace SweepCluster.EndToEnd.Tests.Cluster.Postgres.Chaos;

/// <summary>What happened in a round.</summary>
/// <param name="Seed">Gives the same schedule again.</param>
/// <param name="Seconds">From submitting the sweep to its end.</param>
/// <param name="Faults">How often each kind happened.</param>
/// <param name="Failovers">
/// Seconds from the death of the coordinator that planned the sweep to the other one planning it, where the other one
/// and its way to the database were sound all the while.
/// </param>
internal sealed record ChaosReport(int Seed, double Seconds, IReadOnlyDictionary<FaultKind, int> Faults, IReadOnlyList<double> Failovers);

/// <summary>One sweep on one cluster while things go wrong.</summary>
internal sealed class ChaosRound(TestCluster cluster, int seed, ChaosSettings settings) : IDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly Dictionary<FaultKind, int> _happened = [];
    private readonly FailoverWatch _watch = new(cluster);

    // What happens to one node, or to the database, happens one after the other.
    private readonly Dictionary<int, SemaphoreSlim> _turns = Enumerable.Range(-1, cluster.Members.Count + 1).ToDictionary(member => member, _ => new SemaphoreSlim(1, 1));

    /// <summary>Runs a sweep to its end, and mends everything.</summary>
    /// <param name="file">The sweep file's text.</param>
    public async Task<(string Sweep, ChaosReport Report)> RunAsync(string file)
    {
        var sweep = await cluster.SubmitAsync(file);
        var started = Stopwatch.GetTimestamp();
        var watching = _watch.RunAsync(_over.Token);
        var faults = ChaosSchedule.Of(seed, settings, cluster.Members.Count).Select(HappenAsync).ToArray();
        try
        {
            await Until.HoldsAsync("the sweep finishes whatever goes wrong", IsFinishedAsync);
        }
        finally
        {
            await _over.CancelAsync();
            await Task.WhenAll(faults);
            await watching;
        }

        var report = new ChaosReport(seed, Stopwatch.GetElapsedTime(started).TotalSeconds, _happened, _watch.Failovers);
        if (await cluster.FindApiAsync() is null)
        {
            await cluster.Coordinators.First().StartAsync();
        }

        return (sweep, report);
    }

    public void Dispose()
    {
        _over.Dispose();
        foreach (var turn in _turns.Values)
        {
            turn.Dispose();
        }
    }

    private async Task<bool> IsFinishedAsync()
    {
        try
        {
            return await cluster.Contents.IsFinishedAsync();
        }
        catch (NpgsqlException)
        {
            // The database is away.
            return false;
        }
    }

    private async Task HappenAsync(Fault fault)
    {
        if (!await WaitAsync(fault.At))
        {
            return;
        }

        var turn = _turns[fault.Member];
        await turn.WaitAsync();
        try
        {
            if (_over.IsCancellationRequested)
            {
                return;
            }

            lock (_happened)
            {
                _happened[fault.Kind] = _happened.GetValueOrDefault(fault.Kind) + 1;
            }

            await (fault.IsOfDatabase ? HappenToDatabaseAsync(fault) : HappenToMemberAsync(fault, cluster.Members[fault.Member]));
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task HappenToMemberAsync(Fault fault, ClusterMember member)
    {
        using var trouble = _watch.Trouble(fault.Kind == FaultKind.Kill ? null : member);
        switch (fault.Kind)
        {
            case FaultKind.Kill:
                await _watch.KilledAsync(member);
                await member.Node.KillAsync();
                if (await WaitAsync(fault.For))
                {
                    await StartAsync(member);
                }

                break;
            case FaultKind.Stop:
                member.Node.Stop();
                await WaitAsync(fault.For);
                member.Node.Continue();
                break;
            case FaultKind.Cut:
                member.Line.Cut();
                await WaitAsync(fault.For);
                member.Line.Mend();
                break;
            case FaultKind.Delay:
            case FaultKind.Lose:
                member.Line.Freeze();
                await WaitAsync(fault.For);
                member.Line.Mend(keepConnections: fault.Kind == FaultKind.Delay);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, "No fault of a node.");
        }
    }

    private async Task HappenToDatabaseAsync(Fault fault)
    {
        using var trouble = _watch.Trouble([.. cluster.Members]);
        switch (fault.Kind)
        {
            case FaultKind.RestartDatabase:
                await cluster.Server.StopAsync();
                await WaitAsync(fault.For);
                await cluster.Server.StartAgainAsync();
                break;
            case FaultKind.KillDatabase:
                await cluster.Server.KillAsync();
                await WaitAsync(fault.For);
                await cluster.Server.StartAgainAsync();
                break;
            case FaultKind.CutDatabase:
                await cluster.Server.FreezeAsync();
                await WaitAsync(fault.For);
                await cluster.Server.ThawAsync();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, "No fault of the database.");
        }
    }

    private async Task StartAsync(ClusterMember member)
    {
        try
        {
            await member.StartAsync(_over.Token);
        }
        catch (OperationCanceledException)
        {
            // The sweep is finished without it.
        }
    }

    /// <returns>False when the round is over before.</returns>
    private async Task<bool> WaitAsync(TimeSpan time)
    {
        await Task.Delay(time, _over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !_over.IsCancellationRequested;
    }
}
