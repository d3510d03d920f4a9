using SweepCluster.Cluster.Planning;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sweeps;
using SweepCluster.Storage.Tests.Memory;
using SweepCluster.Training.Tests.Population;

namespace SweepCluster.Cluster.Tests.Simulation;

/// <summary>What becomes of a call to the store.</summary>
internal enum Fate
{
    Delivered,
    Lost,
    AnswerLost,
    Repeated,
}

/// <summary>How a history ended.</summary>
/// <param name="Took">Simulated time.</param>
internal sealed record History(IReadOnlyDictionary<TrialId, TrialResult> Results, IReadOnlyList<TrialFailure> Failures, TimeSpan Took);

/// <summary>
/// One history of a cluster: every delay, loss, crash and partition is drawn from one seed, so a seed that fails can
/// be run again to the same end.
/// </summary>
internal sealed class ClusterSimulation : IAsyncDisposable
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(6);

    private readonly Random _random;
    private readonly Faults _faults;
    private readonly Sweep _sweep;
    private readonly OpenSweep _open;
    private readonly MemoryStore _store;
    private readonly List<SimulatedNode> _nodes = [];
    private readonly Dictionary<TrialId, int> _stored = [];
    private readonly DateTimeOffset _start;
    private int _started;

    public ClusterSimulation(int seed, Sweep sweep, Faults faults, TrialId? poison = null)
    {
        (_random, _sweep, _faults) = (new Random(seed), sweep, faults);
        _open = new OpenSweep(sweep);
        Poison = poison ?? default;
        _start = Time.GetUtcNow();
        _store = new MemoryStore(Time) { Stored = Check };
    }

    public SimulatedTime Time { get; } = new();

    /// <summary>A trial that kills the node that trains it.</summary>
    public TrialId Poison { get; }

    public static SweepId Id { get; } = new("simulated-1");

    private bool IsFaulty => Time.GetUtcNow() - _start < _faults.Until;

    /// <summary>A function of the trial alone: one that is left of a cliff, which is blurred between replicates, diverges.</summary>
    public TrialResult ResultOf(TrialId trial)
    {
        var parameters = _open.Trial(trial).Cell.Parameters;
        var key = trial.RandomKey(_sweep.Seed);
        var cliff = 3 + (8 * parameters.Real("alpha")) + (key % 3);
        var trace = ScriptedProgram.TraceOf(key) with { Divergence = parameters.Real("B") < cliff ? new Divergence(3, DivergenceSignal.Loss) : null };
        return new TrialResult(trial, trace, TimeSpan.FromSeconds(1));
    }

    public TimeSpan Latency() => Upto(TimeSpan.FromMilliseconds(200));

    public TimeSpan TrainingTime() => TimeSpan.FromSeconds(0.5) + Upto(TimeSpan.FromSeconds(4));

    public TimeSpan Upto(TimeSpan most) => most * _random.NextDouble();

    public Fate Fate(bool isCutOff)
    {
        var drawn = _random.NextDouble();
        return isCutOff ? Simulation.Fate.Lost
            : !IsFaulty ? Simulation.Fate.Delivered
            : drawn < _faults.Lost ? Simulation.Fate.Lost
            : drawn < _faults.Lost + _faults.AnswerLost ? Simulation.Fate.AnswerLost
            : drawn < _faults.Lost + _faults.AnswerLost + _faults.Repeated ? Simulation.Fate.Repeated
            : Simulation.Fate.Delivered;
    }

    /// <summary>Runs to the sweep's end.</summary>
    public async Task<History> RunAsync(int coordinators, int workers)
    {
        await _store.Sweeps.CreateAsync(new StoredSweep(Id, _sweep.Name, SweepFileWriter.Write(_sweep), _start), default);
        for (var i = 0; i < coordinators + workers; i++)
        {
            Add(isCoordinator: i < coordinators);
        }

        Time.After(TimeSpan.FromSeconds(1), Strike);
        while (await _store.Sweeps.FindAsync(Id, default) is { State: SweepState.Running })
        {
            Assert.True(Time.Step(), "Nothing happens any more, and the sweep has not ended.");
            Assert.True(Time.GetUtcNow() - _start < GiveUpAfter, $"The sweep has not ended after {GiveUpAfter}.");
        }

        var results = new Dictionary<TrialId, TrialResult>();
        await foreach (var result in _store.Results.ReadAsync(Id, default))
        {
            results.Add(result.Trial, result);
        }

        return new History(results, await _store.Results.FailuresAsync(Id, default), Time.GetUtcNow() - _start);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    /// <summary>A node dies; its supervisor starts another.</summary>
    public void Replace(SimulatedNode node)
    {
        node.Kill();
        _nodes.Remove(node);
        var isCoordinator = node.Id.StartsWith('c');
        Time.After(Upto(TimeSpan.FromSeconds(5)), () => Add(isCoordinator));
    }

    private void Add(bool isCoordinator)
    {
        var node = new SimulatedNode(this, _store, $"{(isCoordinator ? 'c' : 'w')}{_started++}");
        _nodes.Add(node);
        node.Start(isCoordinator, isWorker: !isCoordinator);
    }

    private void Strike()
    {
        if (!IsFaulty)
        {
            return;
        }

        foreach (var node in _nodes.ToArray())
        {
            var drawn = _random.NextDouble();
            if ((drawn -= _faults.Crash) < 0)
            {
                Replace(node);
            }
            else if ((drawn -= _faults.Freeze) < 0)
            {
                node.Freeze(Upto(TimeSpan.FromMinutes(1)));
            }
            else if ((drawn -= _faults.Partition) < 0)
            {
                node.CutOff(Upto(TimeSpan.FromMinutes(1)));
            }
            else if (drawn - _faults.Drain < 0)
            {
                node.Drain();
                _nodes.Remove(node);
                Add(node.Id.StartsWith('c'));
            }
        }

        Time.After(TimeSpan.FromSeconds(1), Strike);
    }

    // The store's own word that a trial counts: once, with a lease behind it, and with the one value it can have.
    private void Check(SweepId sweep, LeaseId? lease, TrialResult result)
    {
        Assert.NotNull(lease);
        Assert.True(_stored.TryAdd(result.Trial, 1), $"{result.Trial} was counted twice.");
        Assert.Equal(ResultOf(result.Trial), result);
    }
}
