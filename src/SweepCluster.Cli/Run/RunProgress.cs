using System.Globalization;
using SweepCluster.Cluster.Running;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Cli.Run;

/// <summary>What has come in so far: written by the run, read by whatever draws it.</summary>
internal sealed class RunProgress(Sweep sweep, PlanOutlook outlook, TimeProvider clock) : IRunObserver
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TrialId, TrialResult> _results = [];
    private readonly HashSet<TrialId> _planned = [.. outlook.First.Select(trial => trial.Id)];
    private readonly Dictionary<CellId, Cell> _cells = outlook.First.Select(trial => trial.Cell).Where(cell => !cell.IsReference).DistinctBy(cell => cell.Id).ToDictionary(cell => cell.Id);
    private readonly ReferenceLookup _references = new(sweep);
    private readonly long _started = clock.GetTimestamp();
    private int _committed;
    private string _news = "";
    private volatile bool _stopping;
    private volatile bool _isComplete;

    public event Action<Trial, TrialResult>? TrialCommitted;

    public Sweep Sweep { get; } = sweep;

    public TimeSpan Elapsed => clock.GetElapsedTime(_started);

    public void Planned(IReadOnlyList<Trial> trials)
    {
        lock (_lock)
        {
            foreach (var trial in trials)
            {
                _planned.Add(trial.Id);
                if (!trial.Cell.IsReference)
                {
                    _cells.TryAdd(trial.Cell.Id, trial.Cell);
                }
            }
        }
    }

    public void Restored(Trial trial, TrialResult result)
    {
        lock (_lock)
        {
            _results[trial.Id] = result;
        }
    }

    public void Committed(Trial trial, TrialResult result)
    {
        lock (_lock)
        {
            _results[trial.Id] = result;
            _committed++;
        }

        TrialCommitted?.Invoke(trial, result);
    }

    public void EpochFinished(TrialId trial, EpochRecord epoch)
    {
        lock (_lock)
        {
            _news = FormattableString.Invariant($"{trial}: epoch {epoch.Epoch}, loss {epoch.TrainLoss:G3}, validation {epoch.ValidationScore:F4}");
        }
    }

    /// <summary>Someone asked the run to stop; what has begun is being left in order.</summary>
    public void Stopping() => _stopping = true;

    /// <summary>The plan wants nothing more.</summary>
    public void Completed() => _isComplete = true;

    public ProgressNumbers Numbers()
    {
        lock (_lock)
        {
            var seconds = Elapsed.TotalSeconds;
            var rate = seconds > 0 ? _committed / seconds : 0;
            var left = _planned.Count - _results.Count;
            return new ProgressNumbers(_results.Count, _planned.Count, outlook.IsWhole || _isComplete, rate, _committed > 0 ? TimeSpan.FromSeconds(left / rate) : null, _news, _stopping);
        }
    }

    /// <summary>The label of a trial with what is known now.</summary>
    public Outcome OutcomeOf(Trial trial, TrialResult result)
    {
        lock (_lock)
        {
            var reference = trial.Cell.IsReference ? null : _results.GetValueOrDefault(new TrialId(_references.Of(trial.Cell)!.Value, trial.Replicate));
            return Classifier.Label(result.Trace, reference?.Trace, Sweep.Labels);
        }
    }

    /// <summary>The map as it stands.</summary>
    public StabilityMap Map()
    {
        Dictionary<TrialId, TrialResult> results;
        Cell[] cells;
        lock (_lock)
        {
            results = new Dictionary<TrialId, TrialResult>(_results);
            cells = [.. _cells.Values];
        }

        return StabilityMap.Of(Sweep, cells, results, new ReferenceLookup(Sweep).Of);
    }
}

/// <param name="Total">Trials planned so far.</param>
/// <param name="IsWhole">Whether results ask for no more than <paramref name="Total"/>.</param>
/// <param name="TrialsPerSecond">Committed by this process since it started.</param>
/// <param name="TimeLeft">At that rate; null before the first trial.</param>
/// <param name="News">The latest epoch of any trial.</param>
/// <param name="IsStopping">Whether someone asked the run to stop.</param>
internal sealed record ProgressNumbers(int Finished, int Total, bool IsWhole, double TrialsPerSecond, TimeSpan? TimeLeft, string News, bool IsStopping)
{
    public string Line()
    {
        var left = Finished == Total ? IsWhole ? "done" : "planning" : IsStopping ? "stopping" : TimeLeft is { } time ? $"{(IsWhole ? "" : "at least ")}{Durations.Text(time)} left" : "starting";
        return string.Create(CultureInfo.InvariantCulture, $"{Finished}/{Total}{(IsWhole ? "" : "+")} trials, {TrialsPerSecond:0.0}/s, {left}");
    }
}
