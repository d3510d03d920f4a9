using System.Collections.Immutable;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Planning.Replication;
using SweepCluster.Domain.Randomness;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Planning.Refinement;

/// <summary>
/// Covers the mapped axes with a coarse grid and splits its quads where the map changes: where the cells on a quad's
/// border differ in their majority label, where one is ambiguous, or where the scores of stable ones jump. A quad is
/// split as soon as the cells on its own border say so; nothing waits for the rest of the map. Only a budget of cells
/// needs rounds: then all quads found so far are compared when all trials asked for are in, and the most interesting
/// are split first. When nothing is left to split, the centres of the saddles that the contour cannot decide are trained.
/// </summary>
public sealed class RefinePlanner : IPlanner<RefineState>
{
    private readonly RefineLattice _lattice;
    private readonly RefineRule _rule;
    private readonly SaddleCells _cells;
    private readonly LedgerRules _rules;
    private readonly int? _budget;

    /// <param name="sweep">A sweep of <see cref="StrategyKind.Refine"/>.</param>
    /// <param name="replicates">How many replicates a cell gets; the sweep's own rule when left out.</param>
    /// <exception cref="ArgumentException">The sweep has another strategy.</exception>
    public RefinePlanner(Sweep sweep, ReplicateRule? replicates = null)
    {
        var settings = sweep.Strategy.Refine ?? throw new ArgumentException("The sweep's strategy is not refine.", nameof(sweep));
        _lattice = new RefineLattice(sweep);
        _rule = new RefineRule(settings);
        _cells = new SaddleCells(sweep, _lattice);
        _rules = new LedgerRules(_cells, replicates ?? ReplicateRule.Of(sweep), Initial: 0, _cells.StageOf, settings.Threshold);
        _budget = sweep.Strategy.Cells;
        Start = Changed(new RefineState(_rules.Open(), new PersistentArray<QuadMark>(_lattice.QuadCount)), edit => edit.Begin());
    }

    public RefineState Start { get; }

    public (IReadOnlyList<Trial> Trials, RefineState State) Ask(RefineState state, int atMost)
    {
        var ledger = new LedgerEdit(_rules, state.Ledger);
        return (ledger.Take(atMost), state with { Ledger = ledger.Finish() });
    }

    public RefineState Tell(RefineState state, IEnumerable<Observation> results)
    {
        var ledger = new LedgerEdit(_rules, state.Ledger);
        var quads = state.Quads.Edit();
        var waiting = _budget is null ? null : state.Waiting.ToBuilder();
        var edit = new RefineEdit(_lattice, _rule, ledger, quads, waiting);
        foreach (var result in results)
        {
            if (ledger.Record(result) is { } cell && cell < _cells.Grid.Count && !state.IsSpent)
            {
                edit.Decided(cell);
            }
        }

        var told = state with { Ledger = ledger.Finish(), Quads = quads.Finish(), Waiting = waiting?.ToImmutable() ?? [] };
        told = _budget is null ? told : AfterRounds(told);
        return told.Ledger.IsComplete && !told.HasSaddles ? WithSaddles(told) : told;
    }

    public bool IsComplete(RefineState state) => state.Ledger.IsComplete;

    /// <summary>Wants the centres of the saddles, as many as the budget has room for.</summary>
    private RefineState WithSaddles(RefineState state)
    {
        var ledger = new LedgerEdit(_rules, state.Ledger);
        foreach (var centre in new Saddles(_lattice, _cells, _rules.Threshold).Centres(state))
        {
            if (ledger.WantedCells < (_budget ?? long.MaxValue))
            {
                ledger.Want(centre);
            }
        }

        return state with { Ledger = ledger.Finish(), HasSaddles = true };
    }

    /// <summary>Splits what waits, as long as nothing is under way and the budget lasts.</summary>
    private RefineState AfterRounds(RefineState state)
    {
        while (state.Ledger.IsComplete && !state.Waiting.IsEmpty)
        {
            var round = ByInterest(state);
            state = state with { Waiting = [] };
            foreach (var quad in round)
            {
                var split = Changed(state, edit => edit.Split(quad));
                if (split.Ledger.WantedCells > _budget)
                {
                    return state with { Waiting = [], IsSpent = true };
                }

                state = split;
            }
        }

        return state;
    }

    private ImmutableArray<Quad> ByInterest(RefineState state)
    {
        var edit = new RefineEdit(_lattice, _rule, new LedgerEdit(_rules, state.Ledger), state.Quads.Edit(), waiting: null);
        return
        [
            .. state.Waiting
                .OrderBy(quad => edit.ChangeIn(quad))
                .ThenBy(quad => quad.Level)
                .ThenBy(quad => StableHash.Mix((ulong)_lattice.Number(quad)))
                .ThenBy(_lattice.Number),
        ];
    }

    private RefineState Changed(RefineState state, Action<RefineEdit> change)
    {
        var ledger = new LedgerEdit(_rules, state.Ledger);
        var quads = state.Quads.Edit();
        var waiting = state.Waiting.ToBuilder();
        change(new RefineEdit(_lattice, _rule, ledger, quads, waiting));
        return state with { Ledger = ledger.Finish(), Quads = quads.Finish(), Waiting = waiting.ToImmutable() };
    }
}
