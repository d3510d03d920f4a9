namespace SweepCluster.Cluster.Tests.Actors;

/// <summary>A clock on which every wait is over at once, having moved the clock on by its length.</summary>
internal sealed class ImpatientTime : TimeProvider
{
    private readonly List<TimeSpan> _waits = [];
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    /// <summary>Everything that was waited for.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_waits)
            {
                return [.. _waits];
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_waits)
        {
            return _now;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_waits)
        {
            _waits.Add(dueTime);
            _now += dueTime;
        }

        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
