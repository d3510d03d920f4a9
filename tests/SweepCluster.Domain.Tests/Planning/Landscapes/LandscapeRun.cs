using System.Globalization;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Planning.Refinement;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Tests.Planning.Landscapes;

/// <summary>A refined sweep over a landscape, run to its end.</summary>
public sealed class LandscapeRun
{
    private readonly Sweep _sweep;
    private readonly Landscape _landscape;
    private readonly int _resolution;
    private readonly Dictionary<CellId, (int Stable, int Trials)> _cells;

    private LandscapeRun(Sweep sweep, Landscape landscape, int resolution, Dictionary<CellId, (int Stable, int Trials)> cells) =>
        (_sweep, _landscape, _resolution, _cells) = (sweep, landscape, resolution, cells);

    /// <summary>Cells that were trained.</summary>
    public int Cells => _cells.Count;

    /// <summary>Those among them at the centre of a saddle, between the values of the dense grid.</summary>
    public int Centres
    {
        get
        {
            var grid = new GridCells(_sweep);
            return _cells.Keys.Count(cell => grid.Find(cell) < 0);
        }
    }

    public int Trials => _cells.Values.Sum(cell => cell.Trials);

    public double PartOfDense => (double)Cells / _resolution / _resolution;

    /// <param name="strategy">Further keys of the strategy, such as <c>, cells: 500</c>.</param>
    /// <param name="batch">Trials that are asked for and trained at a time.</param>
    public static LandscapeRun Of(Landscape landscape, int resolution, string replicates = "{count: 1}", string strategy = "", int batch = 1024)
    {
        var sweep = SweepOf(resolution, replicates, strategy);
        var cells = new Dictionary<CellId, (int, int)>();
        for (var plan = Planner.For(sweep); !plan.IsComplete;)
        {
            (var trials, plan) = plan.Ask(batch);
            var results = trials.Select(trial => Train(landscape, trial)).ToArray();
            foreach (var (result, _) in results.Zip(trials).Where(pair => !pair.Second.Cell.IsReference))
            {
                var (stable, finished) = cells.GetValueOrDefault(result.Trial.Cell);
                cells[result.Trial.Cell] = (stable + (result.Outcome == Outcome.Stable ? 1 : 0), finished + 1);
            }

            plan = plan.Tell(results);
        }

        return new LandscapeRun(sweep, landscape, resolution, cells);
    }

    public static Observation Train(Landscape landscape, Trial trial) => trial.Cell.IsReference
        ? new Observation(trial.Id, Outcome.Stable, 0.95)
        : landscape.Train(trial.Id, trial.Cell.Parameters.Real("B") - 1, trial.Cell.Parameters.Real("lambda") - 1);

    /// <summary>The part of the dense grid's cells that the run calls stable where P(stable) &lt; ½, or the other way round.</summary>
    public double Wrong()
    {
        var grid = new GridCells(_sweep);
        var cover = new RefinedCover(_sweep, _cells.Keys);
        var stable = new Dictionary<int, bool>();
        foreach (var (cell, (good, trials)) in _cells.Where(cell => grid.Find(cell.Key) >= 0))
        {
            stable[grid.Find(cell)] = 2 * good > trials;
        }

        var wrong = 0;
        for (var cell = 0; cell < grid.Count; cell++)
        {
            var truth = _landscape.StableAt(ToUnit(cell / _resolution), ToUnit(cell % _resolution)) > 0.5;
            wrong += stable[cover.Nearest(cell)!.Value] == truth ? 0 : 1;
        }

        return (double)wrong / grid.Count;

        double ToUnit(int place) => (double)place / (_resolution - 1);
    }

    private static Sweep SweepOf(int resolution, string replicates, string strategy)
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"{{from: 1, to: 2, count: {resolution}}}");
        var text = $$"""
            name: landscape
            family: polynomial-network
            dataset: {name: spirals}
            axes:
              - {parameter: B, linear: {{range}} }
              - {parameter: lambda, linear: {{range}} }
            strategy: {kind: refine{{strategy}} }
            replicates: {{replicates}}
            """;
        var read = SweepFileReader.Read(text, "landscape.yaml", []);
        return read.Sweep ?? throw new InvalidOperationException(string.Join(Environment.NewLine, read.Errors));
    }
}
