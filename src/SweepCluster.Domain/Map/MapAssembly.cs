using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Map;

/// <summary>Puts a map together from cells and results in any order; by index, for there may be millions.</summary>
internal sealed class MapAssembly
{
    private readonly Sweep _sweep;
    private readonly IReadOnlyDictionary<TrialId, TrialResult> _results;
    private readonly List<Cell> _cells;
    private readonly int[] _failures;

    // The results of cell i are those from _starts[i] to _starts[i + 1].
    private readonly int[] _starts;
    private readonly FinishedTrials _trials;

    public MapAssembly(Sweep sweep, IEnumerable<Cell> cells, IReadOnlyDictionary<TrialId, TrialResult> results, IEnumerable<TrialId> failed)
    {
        _sweep = sweep;
        _results = results;
        var expected = cells.TryGetNonEnumeratedCount(out var count) ? count : 0;
        _cells = new List<Cell>(expected);
        var numbers = new Dictionary<CellId, int>(expected);
        foreach (var cell in cells)
        {
            if (numbers.TryAdd(cell.Id, _cells.Count))
            {
                _cells.Add(cell);
            }
        }

        var cellOf = CellOfResults(numbers);
        _starts = Starts(cellOf);
        _trials = Gather(cellOf);
        _failures = new int[_cells.Count];
        foreach (var trial in failed.Distinct())
        {
            if (!results.ContainsKey(trial) && numbers.TryGetValue(trial.Cell, out var number))
            {
                _failures[number]++;
            }
        }
    }

    public StabilityMap Assemble(Func<Cell, CellId?>? referenceOf)
    {
        Label(referenceOf);
        var points = Enumerable.Range(0, _cells.Count).Where(i => !_cells[i].IsReference).ToArray();
        ImmutableArray<AxisRanks> ranks = [.. _sweep.Axes.Select((axis, index) => AxisRanks.Of(axis, points.Length, i => _cells[points[i]].Coordinates[index]))];
        ImmutableArray<MapAxis> axes = [.. ranks.Select((axis, index) => new MapAxis(_sweep.Axes[index], index, axis.Values))];
        var order = CellOrder.Of([.. points.Select(i => _cells[i])], ranks);
        var cells = new MapCell[order.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = CellOf(points[order[i]]);
        }

        var references = Enumerable.Range(0, _cells.Count).Where(i => _cells[i].IsReference).Select(CellOf);
        return new StabilityMap(
            _sweep,
            axes,
            ImmutableCollectionsMarshal.AsImmutableArray(cells),
            [.. references.OrderBy(cell => cell.Cell.Id.Text, StringComparer.Ordinal)],
            Count());
    }

    private MapCell CellOf(int number) =>
        new(_cells[number], _trials, _starts[number], _starts[number + 1] - _starts[number], _failures[number]);

    /// <summary>For each result, in the order of the dictionary, the number of its cell; −1 for one that is not planned.</summary>
    private int[] CellOfResults(Dictionary<CellId, int> numbers)
    {
        var cellOf = new int[_results.Count];
        var i = 0;
        foreach (var (trial, _) in _results)
        {
            cellOf[i++] = numbers.GetValueOrDefault(trial.Cell, -1);
        }

        return cellOf;
    }

    private int[] Starts(int[] cellOf)
    {
        var starts = new int[_cells.Count + 1];
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

    private FinishedTrials Gather(int[] cellOf)
    {
        var results = new TrialResult[_starts[^1]];
        var next = _starts.ToArray();
        var at = 0;
        foreach (var (_, result) in _results)
        {
            var cell = cellOf[at++];
            if (cell >= 0)
            {
                results[next[cell]++] = result;
            }
        }

        for (var i = 0; i < _cells.Count; i++)
        {
            if (_starts[i + 1] - _starts[i] > 1)
            {
                results.AsSpan(_starts[i], _starts[i + 1] - _starts[i]).Sort((a, b) => a.Trial.Replicate.CompareTo(b.Trial.Replicate));
            }
        }

        return new FinishedTrials(results, new Outcome[results.Length]);
    }

    private void Label(Func<Cell, CellId?>? referenceOf)
    {
        // Neighbouring cells mostly have one reference, which is not looked for again.
        var (standardId, standard) = (default(TrialId?), default(Trace));
        for (var i = 0; i < _cells.Count; i++)
        {
            var reference = _starts[i] == _starts[i + 1] || _cells[i].IsReference ? null : referenceOf?.Invoke(_cells[i]);
            for (var trial = _starts[i]; trial < _starts[i + 1]; trial++)
            {
                var result = _trials.Results[trial];
                var wanted = reference is { } cell ? new TrialId(cell, result.Trial.Replicate) : default(TrialId?);
                if (wanted != standardId)
                {
                    standardId = wanted;
                    standard = wanted is { } id ? _results.GetValueOrDefault(id)?.Trace : null;
                }

                _trials.Outcomes[trial] = Classifier.Label(result.Trace, standard, _sweep.Labels);
            }
        }
    }

    private OutcomeCounts Count()
    {
        var references = Enumerable.Range(0, _cells.Count).Where(i => _cells[i].IsReference);
        var ofReferences = references.SelectMany(i => _trials.Outcomes[_starts[i].._starts[i + 1]]).ToArray();
        return OutcomeCounts.Of(_trials.Outcomes.AsSpan()).Without(OutcomeCounts.Of(ofReferences.AsSpan()));
    }
}
