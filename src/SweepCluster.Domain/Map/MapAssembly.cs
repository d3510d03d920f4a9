using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Map;

/// <summary>
/// Puts a map together from cells and results in any order; by index, for there may be millions. What two processors
/// do at once writes to places of its own, so the map does not depend on how many there are.
/// </summary>
internal sealed class MapAssembly
{
    private readonly Sweep _sweep;
    private readonly CellNumbers _cells;
    private readonly int[] _failures;

    public MapAssembly(Sweep sweep, IEnumerable<Cell> cells, IEnumerable<TrialId> failed, IReadOnlyDictionary<TrialId, TrialResult> results)
    {
        _sweep = sweep;
        _cells = new CellNumbers(cells);
        _failures = new int[_cells.Count];
        foreach (var trial in failed.Distinct())
        {
            if (!results.ContainsKey(trial) && _cells.Find(trial.Cell) is var number and >= 0)
            {
                _failures[number]++;
            }
        }
    }

    public StabilityMap Assemble(IReadOnlyDictionary<TrialId, TrialResult> results, Func<Cell, CellId?>? referenceOf)
    {
        var (points, references) = Parted();
        var trials = default(CellTrials)!;
        var ranks = default(ImmutableArray<AxisRanks>);
        var order = Array.Empty<int>();
        Parallel.Invoke(
            () =>
            {
                trials = CellTrials.Of(_cells, results);
                trials.Label(_cells, results, referenceOf, _sweep.Labels);
            },
            () =>
            {
                var coordinates = Array.ConvertAll(points, i => _cells[i].Coordinates);
                ranks = [.. _sweep.Axes.Select((axis, index) => AxisRanks.Of(axis, points.Length, i => coordinates[i][index]))];
                order = CellOrder.Of(points.Length, i => _cells[points[i]].Id, ranks);
            });

        var cells = new MapCell[points.Length];
        Chunks.Do(cells.Length, (from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                cells[i] = CellOf(points[order[i]], trials);
            }
        });

        return new StabilityMap(
            _sweep,
            [.. ranks.Select((axis, index) => new MapAxis(_sweep.Axes[index], index, axis.Values))],
            ImmutableCollectionsMarshal.AsImmutableArray(cells),
            [.. references.Select(i => CellOf(i, trials)).OrderBy(cell => cell.Cell.Id.Text, StringComparer.Ordinal)],
            references.Aggregate(OutcomeCounts.Of(trials.Outcomes), (counts, i) => counts.Without(OutcomeCounts.Of(trials.OutcomesOf(i)))));
    }

    private MapCell CellOf(int number, CellTrials trials) => trials.Cell(_cells[number], number, _failures[number]);

    /// <summary>The numbers of the cells on the map, and of the references.</summary>
    private (int[] Points, List<int> References) Parted()
    {
        var references = new List<int>();
        var points = new int[_cells.Count];
        var count = 0;
        for (var i = 0; i < points.Length; i++)
        {
            if (_cells[i].IsReference)
            {
                references.Add(i);
            }
            else
            {
                points[count++] = i;
            }
        }

        return (points[..count], references);
    }
}
