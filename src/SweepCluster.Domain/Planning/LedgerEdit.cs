using System.Collections.Immutable;
using SweepCluster.Domain.Cells;

namespace SweepCluster.Domain.Planning;

/// <summary>A batch of changes to a ledger; for one thread.</summary>
internal sealed class LedgerEdit
{
    private readonly LedgerRules _rules;
    private readonly TrialLedger _ledger;
    private readonly PersistentArray<CellTally>.Editor _cells;
    private readonly PersistentArray<ulong>.Editor _told;
    private readonly PersistentArray<int>.Editor _references;
    private readonly PersistentArray<ulong>.Editor _referencesTold;
    private ImmutableSortedSet<PendingTrial>.Builder? _pending;
    private long _wanted;
    private long _finished;

    public LedgerEdit(LedgerRules rules, TrialLedger ledger)
    {
        _rules = rules;
        _ledger = ledger;
        _cells = ledger.Cells.Edit();
        _told = ledger.Told.Edit();
        _references = ledger.References.Edit();
        _referencesTold = ledger.ReferencesTold.Edit();
        (WantedCells, _wanted, _finished) = (ledger.WantedCells, ledger.Wanted, ledger.Finished);
    }

    public long WantedCells { get; private set; }

    /// <summary>Whether every trial that is wanted has a result.</summary>
    public bool IsSettled => _finished == _wanted;

    private ImmutableSortedSet<PendingTrial>.Builder Pending => _pending ??= _ledger.Pending.ToBuilder();

    public CellTally this[int cell] => _cells[cell];

    public TrialLedger Finish() => _ledger with
    {
        Cells = _cells.Finish(),
        Told = _told.Finish(),
        References = _references.Finish(),
        ReferencesTold = _referencesTold.Finish(),
        Pending = _pending?.ToImmutable() ?? _ledger.Pending,
        WantedCells = WantedCells,
        Wanted = _wanted,
        Finished = _finished,
    };

    /// <summary>Wants a cell with as many replicates as the rule starts with, unless it is wanted already.</summary>
    public void Want(int cell)
    {
        if (_cells[cell].Wanted == 0)
        {
            WantedCells++;
            Want(ref _cells.At(cell), cell, _rules.Replicates.Wanted(0, 0), order: 0);
        }
    }

    /// <summary>Enters a result.</summary>
    /// <returns>The cell that needs no further replicate from now on; null when there is none.</returns>
    public int? Record(in Observation result)
    {
        var trial = result.Trial;
        var cell = _rules.Cells.Find(trial.Cell);
        if (cell < 0)
        {
            RecordReference(trial);
            return null;
        }

        if (trial.Replicate < 0 || trial.Replicate >= Math.Max(_cells[cell].Wanted, _rules.Initial) || WasTold(isReference: false, cell, trial.Replicate))
        {
            return null;
        }

        _finished++;
        ref var tally = ref _cells.At(cell);
        MarkTold(ref tally, cell, trial.Replicate);
        tally.Wanted = Math.Max(tally.Wanted, _rules.Initial);
        tally.Add(result.Outcome, result.Score);
        if (tally.Finished < tally.Wanted)
        {
            return null;
        }

        var wanted = _rules.Replicates.Wanted(tally.Stable, tally.Finished);
        if (wanted > tally.Finished)
        {
            Want(ref tally, cell, wanted, Math.Abs(tally.StableProportion.Estimate - _rules.Threshold));
            return null;
        }

        tally.Decide();
        return cell;
    }

    /// <summary>Whether a replicate has a result.</summary>
    public bool WasTold(bool isReference, int number, int replicate)
    {
        var (entry, bit) = LedgerRules.Place(isReference ? _rules.Cells.References.Count : _rules.Cells.Count, number, replicate);
        var word = isReference ? _referencesTold[entry] : entry == number ? _cells[number].Told : _told[entry];
        return (word & bit) != 0;
    }

    /// <summary>Takes the most urgent pending trials, at most so many.</summary>
    public List<Trial> Take(int atMost)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(atMost);
        var trials = new List<Trial>();
        while (trials.Count < atMost && TakePending() is { } pending)
        {
            trials.Add(_rules.Trial(pending.IsReference, pending.Number, pending.Replicate));
        }

        return trials;
    }

    /// <summary>Takes the most urgent of the pending trials that have no result yet.</summary>
    private PendingTrial? TakePending()
    {
        while (Pending.Count > 0)
        {
            var next = Pending.Min;
            Pending.Remove(next);
            if (!WasTold(next.IsReference, next.Number, next.Replicate))
            {
                return next;
            }
        }

        return null;
    }

    private void Want(ref CellTally tally, int cell, int replicates, double order)
    {
        var stage = _rules.StageOf(cell);
        WantReference(_rules.Cells.ReferenceOf(cell), replicates, stage);
        for (var replicate = tally.Wanted; replicate < replicates; replicate++)
        {
            Pending.Add(new PendingTrial(stage, order, IsReference: false, cell, replicate));
        }

        _wanted += replicates - tally.Wanted;
        tally.Wanted = replicates;
    }

    /// <summary>A cell's replicate is judged against the same replicate of its reference.</summary>
    private void WantReference(int reference, int replicates, int stage)
    {
        var wanted = Math.Max(_references[reference], _rules.Initial);
        if (replicates <= wanted)
        {
            return;
        }

        _references[reference] = replicates;
        _wanted += replicates - wanted;
        for (; wanted < replicates; wanted++)
        {
            Pending.Add(new PendingTrial(stage, PendingTrial.First, IsReference: true, reference, wanted));
        }
    }

    private void RecordReference(TrialId trial)
    {
        var references = _rules.Cells.References;
        var reference = references.Find(trial.Cell);
        if (reference >= 0 && trial.Replicate >= 0 && trial.Replicate < Math.Max(_references[reference], _rules.Initial)
            && !WasTold(isReference: true, reference, trial.Replicate))
        {
            var (entry, bit) = LedgerRules.Place(references.Count, reference, trial.Replicate);
            _referencesTold.At(entry) |= bit;
            _finished++;
        }
    }

    private void MarkTold(ref CellTally tally, int cell, int replicate)
    {
        var (entry, bit) = LedgerRules.Place(_rules.Cells.Count, cell, replicate);
        if (entry == cell)
        {
            tally.Told |= bit;
        }
        else
        {
            _told.At(entry) |= bit;
        }
    }
}
