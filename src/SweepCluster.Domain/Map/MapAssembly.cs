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
    private readonly Dictionary<CellId, int> _numbers;
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
        _numbers = new Dictionary<CellId, int>(expected);
        foreach (var cell in cells)
        {
            if (_numbers.TryAdd(cell.Id, _cells.Count))
            {
                _cells.Add(cell);
            }
        }

        _starts = Starts();
        _trials = Gather();
        _failures = new int[_cells.Count];
        foreach (var trial in failed.Distinct())
        {
            if (!results.ContainsKey(trial) && _numbers.TryGetValue(trial.Cell, out var number))
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

    private int[] Starts()
    {
        var starts = new int[_cells.Count + 1];
        foreach (var trial in _results.Keys)
        {
            if (_numbers.TryGetValue(trial.Cell, out var number))
            {
                starts[number + 1]++;
            }
        }

        for (var i = 1; i < starts.Length; i++)
        {
            starts[i] += starts[i - 1];
        }

        return starts;
    }

    private FinishedTrials Gather()
    {
        var results = new TrialResult[_starts[^1]];
        var next = _starts.ToArray();
        foreach (var (trial, result) in _results)
        {
            if (_numbers.TryGetValue(trial.Cell, out var number))
            {
                results[next[number]++] = result;
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
        for (var i = 0; i < _cells.Count; i++)
        {
            var reference = _starts[i] == _starts[i + 1] || _cells[i].IsReference ? null : referenceOf?.Invoke(_cells[i]);
            for (var trial = _starts[i]; trial < _starts[i + 1]; trial++)
            {
                var result = _trials.Results[trial];
                var standard = reference is { } id ? _results.GetValueOrDefault(new TrialId(id, result.Trial.Replicate)) : null;
                _trials.Outcomes[trial] = Classifier.Label(result.Trace, standard?.Trace, _sweep.Labels);
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
