using System.Diagnostics;
using SweepCluster.Compute;

namespace SweepCluster.Cluster.Working;

/// <summary>Keeps count of what one device does. Read by any thread while it trains.</summary>
internal sealed class LoadTally
{
    private readonly Lock _lock = new();
    private TimeSpan _busy;
    private double _operations;
    private long? _since;
    private int _waiting;
    private int _room;
    private MemberCost _cost;

    public DeviceLoad Now
    {
        get
        {
            lock (_lock)
            {
                var population = Math.Min(_waiting, _room);
                return new DeviceLoad(_busy + (_since is { } since ? Stopwatch.GetElapsedTime(since) : TimeSpan.Zero), population, population * _cost.Bytes, _operations);
            }
        }
    }

    /// <param name="trials">To be trained.</param>
    /// <param name="room">Members at a time.</param>
    public void Begin(int trials, int room, MemberCost cost)
    {
        lock (_lock)
        {
            (_since, _waiting, _room, _cost) = (Stopwatch.GetTimestamp(), trials, room, cost);
        }
    }

    /// <param name="steps">That the trial took.</param>
    public void Finish(long steps)
    {
        lock (_lock)
        {
            _waiting--;
            _operations += steps * _cost.FlopsPerStep;
        }
    }

    public void End()
    {
        lock (_lock)
        {
            _busy += _since is { } since ? Stopwatch.GetElapsedTime(since) : TimeSpan.Zero;
            (_since, _waiting) = (null, 0);
        }
    }
}
