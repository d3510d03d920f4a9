using System.Collections.Immutable;
using SweepCluster.Cli.Remote.Client;
using SweepCluster.Cli.Run;

namespace SweepCluster.Cli.Remote.Watch;

/// <summary>What is known of a watched sweep: written as answers come, read by whatever draws it.</summary>
internal sealed class WatchProgress(SweepDocument first, TimeProvider clock)
{
    private const int MostNews = 5;

    private readonly Lock _lock = new();
    private readonly long _started = clock.GetTimestamp();
    private readonly long _finishedBefore = first.Progress.Finished;
    private SweepDocument _sweep = first;
    private ImmutableList<EventDocument> _news = [];
    private LabelPicture? _map;
    private string? _away;
    private long _awaySince;

    public event Action<SweepDocument>? Changed;

    public event Action<EventDocument>? EventHappened;

    public void Seen(SweepDocument sweep)
    {
        bool isNew;
        lock (_lock)
        {
            isNew = _sweep != sweep || _away is not null;
            _sweep = sweep;
            _away = null;
        }

        if (isNew)
        {
            Changed?.Invoke(sweep);
        }
    }

    public void Happened(EventDocument happened)
    {
        lock (_lock)
        {
            _news = _news.Count < MostNews ? _news.Add(happened) : _news.RemoveAt(0).Add(happened);
        }

        EventHappened?.Invoke(happened);
    }

    /// <summary>The map as it is now.</summary>
    public void Drawn(LabelPicture map)
    {
        lock (_lock)
        {
            _map = map;
        }
    }

    /// <summary>Nobody answered.</summary>
    /// <returns>For how long by now.</returns>
    public TimeSpan Away(string why)
    {
        lock (_lock)
        {
            _awaySince = _away is null ? clock.GetTimestamp() : _awaySince;
            _away = why;
            return clock.GetElapsedTime(_awaySince);
        }
    }

    public WatchPicture Picture()
    {
        lock (_lock)
        {
            return new WatchPicture(_sweep, clock.GetElapsedTime(_started), Rate(), _news, _away, _map);
        }
    }

    // Of what this process saw: what was finished before says little about the workers of now.
    private double Rate()
    {
        var seconds = clock.GetElapsedTime(_started).TotalSeconds;
        return seconds > 0 ? Math.Max(0, _sweep.Progress.Finished - _finishedBefore) / seconds : 0;
    }
}
