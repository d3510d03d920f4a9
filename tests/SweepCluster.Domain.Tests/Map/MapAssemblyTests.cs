using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Domain.Tests.Outcomes;

namespace SweepCluster.Domain.Tests.Map;

/// <summary>The map of many cells against one that is looked up cell by cell.</summary>
public sealed class MapAssemblyTests
{
    private const int Columns = 173;
    private const int Rows = 149;

    private static readonly Sweep Sweep = Read();

    private static readonly Trace[] Kinds = [Traces.Scores(0.9), Traces.Scores(0.5), Traces.Scores(0.9).Diverging(), Traces.Scores().Diverging()];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_map_of_many_cells_is_that_of_looking_each_one_up(int seed)
    {
        var random = new Random(seed);
        var cells = Sweep.Cells().Where(_ => random.Next(10) > 0).Concat(Sweep.References()).ToArray();
        var repeated = cells.Concat(cells.Where(_ => random.Next(10) == 0)).ToArray();
        random.Shuffle(repeated);
        var results = Results(cells, random);
        var failed = cells.Select(cell => new TrialId(cell.Id, random.Next(3))).ToArray();

        var map = StabilityMap.Of(Sweep, repeated, results, new ReferenceLookup(Sweep).Of, failed);

        // Numbers of the grid are in the order of the map, for all its axes ascend.
        var grid = Sweep.CellSet();
        Cell[] expected = [.. cells.Where(cell => !cell.IsReference).OrderBy(cell => grid.Find(cell.Id))];
        Assert.Equal(expected, map.Cells.Select(cell => cell.Cell));
        Assert.Equal(cells.Where(cell => cell.IsReference).Order(Comparer<Cell>.Create((a, b) => string.CompareOrdinal(a.Id.Text, b.Id.Text))), map.References.Select(cell => cell.Cell));
        var failures = failed.Where(trial => !results.ContainsKey(trial)).CountBy(trial => trial.Cell).ToDictionary();
        foreach (var cell in map.Cells.Concat(map.References))
        {
            Assert.Equal(Labels(cell.Cell, grid, results), cell.Trials.Select(trial => (trial.Id, trial.Outcome)));
            Assert.Equal(failures.GetValueOrDefault(cell.Cell.Id), cell.FailedTrials);
        }

        Assert.Equal(results.Keys.Count(trial => grid.Find(trial.Cell) >= 0) - 1, map.Counts.Total);
    }

    /// <summary>Up to three results of each cell, some of them missing, and one of a cell that is not planned.</summary>
    private static Dictionary<TrialId, TrialResult> Results(Cell[] cells, Random random)
    {
        var planned = cells.Select(cell => cell.Id).ToHashSet();
        var missing = Sweep.Cells().First(cell => !planned.Contains(cell.Id));
        TrialId[] trials = [.. cells.SelectMany(cell => Enumerable.Range(0, 3).Select(replicate => new TrialId(cell.Id, replicate))).Where(_ => random.Next(4) > 0), new TrialId(missing.Id, 0)];
        random.Shuffle(trials);
        return trials.ToDictionary(trial => trial, trial => new TrialResult(trial, Kinds[random.Next(Kinds.Length)], TimeSpan.FromSeconds(1)));
    }

    private static IEnumerable<(TrialId, Outcome)> Labels(Cell cell, ICellSet grid, Dictionary<TrialId, TrialResult> results)
    {
        for (var replicate = 0; replicate < 3; replicate++)
        {
            if (results.TryGetValue(new TrialId(cell.Id, replicate), out var result))
            {
                var reference = cell.IsReference ? null : results.GetValueOrDefault(new TrialId(grid.References[grid.ReferenceOf(grid.Find(cell.Id))].Id, replicate));
                yield return (result.Trial, Classifier.Label(result.Trace, reference?.Trace, Sweep.Labels));
            }
        }
    }

    private static Sweep Read()
    {
        var read = SweepFileReader.Read(
            $$"""
            name: many
            family: polynomial-network
            dataset: {name: spirals}
            axes:
              - parameter: degree
                values: [3, 5]
              - parameter: B
                log: {from: 0.1, to: 100, count: {{Columns}} }
              - parameter: lambda
                linear: {from: 0, to: 10, count: {{Rows}} }
            strategy: {kind: grid}
            replicates: {kind: fixed, count: 3}
            budget: {epochs: 1}
            """,
            "many.yaml",
            []);
        Assert.Empty(read.Errors);
        return read.Sweep!;
    }
}
