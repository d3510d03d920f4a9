using SweepCluster.Domain.Cells;

namespace SweepCluster.Cluster.Running;

/// <summary>What a plan has asked for so far. A plan that refines asks for more as results come in.</summary>
public sealed class PlannedTrials
{
    private readonly HashSet<TrialId> _trials = [];
    private readonly Dictionary<CellId, Cell> _cells = [];

    public PlannedTrials(IEnumerable<Trial> trials) => Add(trials);

    /// <summary>Different trials, those of references included.</summary>
    public int Count => _trials.Count;

    /// <summary>Their cells, references included.</summary>
    public IReadOnlyCollection<Cell> Cells => _cells.Values;

    /// <summary>Adds those that are new.</summary>
    public void Add(IEnumerable<Trial> trials)
    {
        foreach (var trial in trials)
        {
            if (_trials.Add(trial.Id))
            {
                _cells.TryAdd(trial.Cell.Id, trial.Cell);
            }
        }
    }
}
