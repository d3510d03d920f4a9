using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Domain.Map;

/// <summary>The finished trials of a map, cell by cell and by replicate within a cell.</summary>
internal sealed class CellTrials
{
    // The trials of cell i are those from _starts[i] to _starts[i + 1].
    private readonly int[] _starts;
    private readonly FinishedTrials _trials;

    private CellTrials(int[] starts, FinishedTrials trials) => (_starts, _trials) = (starts, trials);

    public ReadOnlySpan<Outcome> Outcomes => _trials.Outcomes;

    /// <summary>The results of some cells; those of others are left out.</summary>
    public static CellTrials Of(CellNumbers cells, IReadOnlyDictionary<TrialId, TrialResult> results)
    {
        var cellOf = cells.Find(results.Select(result => result.Key.Cell), results.Count);
        var starts = Starts(cellOf, cells.Count);
        return new CellTrials(starts, Gather(cellOf, starts, results));
    }

    public MapCell Cell(Cell cell, int number, int failures) =>
        new(cell, _trials, _starts[number], _starts[number + 1] - _starts[number], failures);

    public ReadOnlySpan<Outcome> OutcomesOf(int number) => Outcomes[_starts[number].._starts[number + 1]];

    /// <summary>Gives every trial its label, judged against the same replicate of its cell's reference.</summary>
    /// <param name="referenceOf">The reference of a cell; null for none. Called by one thread.</param>
    public void Label(CellNumbers cells, IReadOnlyDictionary<TrialId, TrialResult> results, Func<Cell, CellId?>? referenceOf, LabelThresholds thresholds)
    {
        var standards = Standards(cells, results, referenceOf);
        Chunks.Do(standards.Length, (from, to) =>
        {
            for (var trial = from; trial < to; trial++)
            {
                _trials.Outcomes[trial] = Classifier.Label(_trials.Results[trial].Trace, standards[trial], thresholds);
            }
        });
    }

    /// <summary>What each trial is judged against; null for nothing.</summary>
    private Trace?[] Standards(CellNumbers cells, IReadOnlyDictionary<TrialId, TrialResult> results, Func<Cell, CellId?>? referenceOf)
    {
        var standards = new Trace?[_trials.Results.Length];
        if (referenceOf is null)
        {
            return standards;
        }

        // Neighbouring cells mostly have one reference, which is not looked for again.
        var (standardId, standard) = (default(TrialId?), default(Trace));
        for (var i = 0; i < cells.Count; i++)
        {
            var reference = _starts[i] == _starts[i + 1] || cells[i].IsReference ? null : referenceOf(cells[i]);
            for (var trial = _starts[i]; trial < _starts[i + 1]; trial++)
            {
                var wanted = reference is { } cell ? new TrialId(cell, _trials.Results[trial].Trial.Replicate) : default(TrialId?);
                if (wanted != standardId)
                {
                    standardId = wanted;
                    standard = wanted is { } id ? results.GetValueOrDefault(id)?.Trace : null;
                }

                standards[trial] = standard;
            }
        }

        return standards;
    }

    private static int[] Starts(int[] cellOf, int cells)
    {
        var starts = new int[cells + 1];
        foreach (var cell in cellOf)
        {
            if (cell >= 0)
            {
                starts[cell + 1]++;
            }
        }

        for (var i = 1; i < starts.Length; i++)
        {
            starts[i] += starts[i - 1];
        }

        return starts;
    }

    private static FinishedTrials Gather(int[] cellOf, int[] starts, IReadOnlyDictionary<TrialId, TrialResult> all)
    {
        var results = new TrialResult[starts[^1]];
        var next = starts.ToArray();
        var at = 0;
        foreach (var (_, result) in all)
        {
            var cell = cellOf[at++];
            if (cell >= 0)
            {
                results[next[cell]++] = result;
            }
        }

        for (var i = 0; i + 1 < starts.Length; i++)
        {
            if (starts[i + 1] - starts[i] > 1)
            {
                results.AsSpan(starts[i], starts[i + 1] - starts[i]).Sort((a, b) => a.Trial.Replicate.CompareTo(b.Trial.Replicate));
            }
        }

        return new FinishedTrials(results, new Outcome[results.Length]);
    }
}
