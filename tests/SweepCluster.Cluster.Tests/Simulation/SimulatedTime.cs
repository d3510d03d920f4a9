namespace SweepCluster.Cluster.Tests.Simulation;

/// <summary>A clock that stands still until the simulation moves it, and what is to happen when.</summary>
internal sealed class SimulatedTime : TimeProvider
{
    private readonly PriorityQueue<Action, (DateTimeOffset At, long Order)> _coming = new();
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private long _order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.Ticks;

    public void After(TimeSpan time, Action action) => _coming.Enqueue(action, (_now + time, _order++));

    /// <summary>Does the next thing.</summary>
    /// <returns>False when nothing comes any more.</returns>
    public bool Step()
    {
        if (!_coming.TryDequeue(out var action, out var when))
        {
            return false;
        }

        _now = when.At;
        action();
        return true;
    }
}
