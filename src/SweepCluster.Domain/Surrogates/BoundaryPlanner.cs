using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Planning.Replication;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Surrogates;

/// <summary>Where the search for a boundary stands. Immutable.</summary>
public sealed record BoundaryState
{
    internal BoundaryState(TrialLedger ledger, StabilityKernel kernel) => (Ledger, Kernel) = (ledger, kernel);

    internal TrialLedger Ledger { get; init; }

    internal StabilityKernel Kernel { get; init; }

    /// <summary>The cells that were known when the kernel was chosen.</summary>
    internal int KernelCells { get; init; }
}

/// <summary>
/// Trains where the boundary between stable and not probably lies, along any number of axes: first a Sobol cover, then
/// rounds of the cells that a model of the results so far knows least about near P(stable) = ½. A round is chosen when
/// all earlier ones are in. Cells are the points of one long Sobol sequence, so those of a shorter sweep are the first
/// of a longer one.
/// </summary>
public sealed class BoundaryPlanner : IPlanner<BoundaryState>
{
    /// <summary>The kernel is chosen anew when there are so many times the cells of the last choice.</summary>
    private const double Growth = 1.3;

    private readonly LedgerRules _rules;
    private readonly Boundary _settings;
    private readonly double[][] _points;
    private readonly int _budget;

    /// <param name="sweep">A sweep of <see cref="StrategyKind.Boundary"/>.</param>
    /// <param name="replicates">How many replicates a cell gets; the sweep's own rule when left out.</param>
    /// <exception cref="ArgumentException">The sweep has another strategy.</exception>
    public BoundaryPlanner(Sweep sweep, ReplicateRule? replicates = null)
    {
        _settings = sweep.Strategy.Boundary ?? throw new ArgumentException("The sweep's strategy is not boundary.", nameof(sweep));
        var cells = sweep.CellSet();
        _points = [.. cells.Select(cell => sweep.Axes.Select((axis, i) => AxisPosition.Of(axis, cell.Coordinates[i])).ToArray())];
        _budget = Math.Min(sweep.Strategy.Cells ?? cells.Count, cells.Count);
        var initial = Math.Min(_settings.Initial, _budget);
        _rules = new LedgerRules(cells, replicates ?? ReplicateRule.Of(sweep), Initial: 0, StageOf: cell => cell < initial ? 0 : 1, Threshold: 0.5);
        Start = new BoundaryState(Wanting(_rules.Open(), Enumerable.Range(0, initial)), StabilityKernel.Start(sweep.Axes.Length));
    }

    public BoundaryState Start { get; }

    public (IReadOnlyList<Trial> Trials, BoundaryState State) Ask(BoundaryState state, int atMost)
    {
        var ledger = new LedgerEdit(_rules, state.Ledger);
        return (ledger.Take(atMost), state with { Ledger = ledger.Finish() });
    }

    public BoundaryState Tell(BoundaryState state, IEnumerable<Observation> results)
    {
        var ledger = new LedgerEdit(_rules, state.Ledger);
        foreach (var result in results)
        {
            ledger.Record(result);
        }

        var told = state with { Ledger = ledger.Finish() };
        return told.Ledger.IsComplete && told.Ledger.WantedCells < _budget ? NextRound(told) : told;
    }

    public bool IsComplete(BoundaryState state) => state.Ledger.IsComplete;

    private BoundaryState NextRound(BoundaryState state)
    {
        var edit = new LedgerEdit(_rules, state.Ledger);
        var (known, free) = (new List<StabilityTally>(), new List<int>());
        for (var cell = 0; cell < _points.Length; cell++)
        {
            var tally = edit[cell];
            if (tally.Wanted == 0)
            {
                free.Add(cell);
            }
            else
            {
                known.Add(new StabilityTally(_points[cell], tally.Stable, tally.Finished));
            }
        }

        if (known.Count >= Growth * state.KernelCells)
        {
            state = state with { Kernel = KernelSearch.From(state.Kernel, known), KernelCells = known.Count };
        }

        var batch = StraddleBatch.Choose(
            StabilityModel.Fit(state.Kernel, known),
            [.. free.Select(cell => _points[cell])],
            Math.Min(_settings.Batch, _budget - known.Count),
            _rules.Replicates.Wanted(0, 0));
        return state with { Ledger = Wanting(state.Ledger, batch.Select(index => free[index])) };
    }

    private TrialLedger Wanting(TrialLedger ledger, IEnumerable<int> cells)
    {
        var edit = new LedgerEdit(_rules, ledger);
        foreach (var cell in cells)
        {
            edit.Want(cell);
        }

        return edit.Finish();
    }
}
