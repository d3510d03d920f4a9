using SweepCluster.Cluster.Planning;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Cluster.Measuring;

/// <summary>Cells of running sweeps with trials that are asked for and not decided, learnt from the sweeps' news.</summary>
internal sealed class OpenCells
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SweepId, Dictionary<CellId, HashSet<TrialId>>> _open = [];

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _open.Values.Sum(cells => cells.Count);
            }
        }
    }

    public void Hear(SweepId sweep, SweepNews news)
    {
        lock (_lock)
        {
            switch (news)
            {
                case SweepNews.Planned planned:
                    Open(sweep, planned.Trials);
                    break;
                case SweepNews.Restored restored:
                    Close(sweep, restored.Results.Select(pair => pair.Trial.Id));
                    break;
                case SweepNews.Committed committed:
                    Close(sweep, committed.Results.Select(pair => pair.Trial.Id));
                    break;
                case SweepNews.ChunkFailed failed:
                    Close(sweep, failed.Decision.Aside);
                    break;
                case SweepNews.Finished or SweepNews.OutOfTime or SweepNews.GivenUp:
                    _open.Remove(sweep);
                    break;
            }
        }
    }

    public void KeepOnly(IEnumerable<SweepId> sweeps)
    {
        lock (_lock)
        {
            foreach (var dropped in _open.Keys.Except(sweeps).ToArray())
            {
                _open.Remove(dropped);
            }
        }
    }

    private void Open(SweepId sweep, IEnumerable<Trial> trials)
    {
        if (!_open.TryGetValue(sweep, out var cells))
        {
            _open.Add(sweep, cells = []);
        }

        foreach (var trial in trials)
        {
            if (!cells.TryGetValue(trial.Cell.Id, out var asked))
            {
                cells.Add(trial.Cell.Id, asked = []);
            }

            asked.Add(trial.Id);
        }
    }

    private void Close(SweepId sweep, IEnumerable<TrialId> trials)
    {
        if (!_open.TryGetValue(sweep, out var cells))
        {
            return;
        }

        foreach (var trial in trials)
        {
            if (cells.TryGetValue(trial.Cell, out var asked) && asked.Remove(trial) && asked.Count == 0)
            {
                cells.Remove(trial.Cell);
            }
        }
    }
}
