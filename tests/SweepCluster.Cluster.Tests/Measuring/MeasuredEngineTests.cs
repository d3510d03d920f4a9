using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using SweepCluster.Cluster.Engines;
using SweepCluster.Cluster.Measuring;
using SweepCluster.Cluster.Planning;
using SweepCluster.Cluster.Tests.Simulation;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Sweeps;
using SweepCluster.Storage.Tests.Memory;

namespace SweepCluster.Cluster.Tests.Measuring;

public sealed class MeasuredEngineTests : IAsyncDisposable
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);
    private static readonly NodeDescription Self = new("self", "self", [ClusterNode.CoordinatorRole], "1", null, DateTimeOffset.UnixEpoch, []);

    private readonly SimulatedTime _time = new();
    private readonly MemoryStore _store;
    private readonly Meter _meter = new("engine under test");
    private readonly MeterListener _listener = new();
    private readonly List<string> _values = [];

    public MeasuredEngineTests()
    {
        _store = new MemoryStore(_time);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, _meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) => _values.Add(Text(instrument.Name, value, labels)));
        _listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => _values.Add(Text(instrument.Name, value, labels)));
    }

    [Theory]
    [InlineData(EngineStanding.Member, null)]
    [InlineData(EngineStanding.Outside, "not a member")]
    [InlineData(EngineStanding.Minority, "the half that gives way")]
    public async Task A_node_whose_engine_says_that_it_does_not_take_part_is_not_up(EngineStanding standing, string? said)
    {
        var (engine, meter) = Measured(new EngineState { Standing = standing });
        meter.Engine.Watch(engine);
        await engine.AnnounceAsync(Self, default);
        _listener.RecordObservableInstruments();

        Assert.Equal(said is null, engine.IsUp);
        Assert.Contains(said ?? "", engine.Trouble ?? "", StringComparison.Ordinal);
        Assert.Contains($"sweep.engine.up engine=scripted {(said is null ? 1 : 0)}", _values);
    }

    [Fact]
    public async Task A_node_whose_heartbeats_have_stopped_is_not_up()
    {
        var (engine, _) = Measured(EngineState.Unknown);
        Assert.Contains("heartbeats do not arrive", engine.Trouble, StringComparison.Ordinal);
        await engine.AnnounceAsync(Self, default);
        Assert.Null(engine.Trouble);
        Pass(5);
        Assert.Contains("heartbeats do not arrive", engine.Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_are_counted_by_role_and_state_and_those_that_are_not_heard_of()
    {
        var (engine, meter) = Measured(new EngineState
        {
            Members =
            [
                new(["coordinator", "worker"], MemberState.Up, IsReachable: true),
                new(["worker"], MemberState.Up, IsReachable: false),
                new(["worker"], MemberState.Down, IsReachable: false),
            ],
        });
        meter.Engine.Watch(engine);
        _listener.RecordObservableInstruments();

        Assert.Contains("sweep.engine.members role=coordinator state=up 1", _values);
        Assert.Contains("sweep.engine.members role=worker state=up 2", _values);
        Assert.Contains("sweep.engine.members role=worker state=down 1", _values);
        Assert.Contains("sweep.engine.members role=worker state=joining 0", _values);
        Assert.Contains("sweep.engine.members.unreachable role=worker 2", _values);
        Assert.Contains("sweep.engine.members.unreachable role=coordinator 0", _values);
    }

    [Fact]
    public void What_only_one_engine_knows_is_not_shown_of_others()
    {
        var (engine, meter) = Measured(EngineState.Unknown);
        meter.Engine.Watch(engine);
        _listener.RecordObservableInstruments();
        Assert.Equal(["sweep.engine.up engine=scripted 0"], _values.Where(value => value.StartsWith("sweep.engine", StringComparison.Ordinal)));
    }

    [Fact]
    public void Shards_entities_and_downings_are_shown_of_an_engine_that_has_them()
    {
        var (engine, meter) = Measured(new EngineState
        {
            Placement = new EnginePlacement(Shards: 12, Entities: 3),
            Downings = Enum.GetValues<DowningCause>().ToImmutableSortedDictionary(cause => cause, cause => cause == DowningCause.OtherHalf ? 2L : 0L),
        });
        meter.Engine.Watch(engine);
        _listener.RecordObservableInstruments();
        Assert.Contains("sweep.engine.shards 12", _values);
        Assert.Contains("sweep.engine.entities 3", _values);
        Assert.Contains("sweep.engine.downings decision=dead 0", _values);
        Assert.Contains("sweep.engine.downings decision=other_half 2", _values);
        Assert.Contains("sweep.engine.downings decision=self 0", _values);
    }

    [Fact]
    public async Task The_time_without_a_plan_is_measured_by_the_coordinator_that_takes_over()
    {
        var meter = Started();
        await using var engine = new MeasuredEngine(new StoreEngine(_store, Silence), _store.Sweeps, meter, Silence, _time);
        var sweep = new SweepId("one");
        await _store.Nodes.HeartbeatAsync(Self with { Id = "dead" }, default);
        await _store.Sweeps.CreateAsync(new StoredSweep(sweep, "one", "file", DateTimeOffset.UnixEpoch), default);
        await _store.Sweeps.OwnAsync("dead", Silence, 1, default);
        Pass(3);
        await engine.AnnounceAsync(Self, default);
        Assert.Empty(await engine.PlaceAsync("self", default));
        Pass(3);
        Assert.Equal([new SweepOwnership(sweep, 2)], await engine.PlaceAsync("self", default));
        Pass(1);
        engine.Hear(sweep, new SweepNews.Planned([]));
        Assert.Contains("sweep.engine.handover 7", _values);
        Assert.Contains("sweep.engine.ownership.changes 1", _values);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _meter.Dispose();
        await _store.DisposeAsync();
    }

    private (MeasuredEngine Engine, ClusterMeter Meter) Measured(EngineState state)
    {
        var meter = Started();
        return (new MeasuredEngine(new Scripted(state), _store.Sweeps, meter, Silence, _time), meter);
    }

    private ClusterMeter Started()
    {
        var meter = new ClusterMeter(_meter);
        _listener.Start();
        return meter;
    }

    private void Pass(double seconds)
    {
        _time.After(TimeSpan.FromSeconds(seconds), () => { });
        _time.Step();
    }

    private static string Text(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var text = name;
        foreach (var (label, of) in labels)
        {
            text += $" {label}={of}";
        }

        return $"{text} {value}";
    }

    /// <summary>An engine that says one thing of itself, and does nothing.</summary>
    private sealed class Scripted(EngineState state) : IEngine
    {
        public string Name => "scripted";

        public EngineState State => state;

        public Task AnnounceAsync(NodeDescription self, CancellationToken cancellation) => Task.CompletedTask;

        public Task LeaveAsync(string node, CancellationToken cancellation) => Task.CompletedTask;

        public Task<IReadOnlyList<SweepOwnership>> PlaceAsync(string node, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<SweepOwnership>>([]);

        public long ChangesHeard(StoreTopic topic) => 0;

        public Task WaitForChangeAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
