using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Randomness;
using SweepCluster.Domain.Surrogates;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Tests.Surrogates;

/// <summary>A sweep over a known boundary in four dimensions, run to its end, one trial a cell.</summary>
public sealed class BoundaryRun
{
    private const ulong HeldOutKey = 42;

    private readonly KnownBoundary _truth;
    private readonly double _slope;
    private readonly List<StabilityTally> _tallies = [];

    private BoundaryRun(KnownBoundary truth, double slope) => (_truth, _slope) = (truth, slope);

    public int Cells => _tallies.Count;

    /// <summary>The cells in the order in which they were asked for.</summary>
    public List<CellId> Order { get; } = [];

    /// <param name="strategy">As in a sweep file.</param>
    /// <param name="batch">Trials that are asked for at a time.</param>
    /// <param name="truth">The boundary; the sheet when left out.</param>
    /// <param name="seed">The sweep's, which shifts its Sobol sequence.</param>
    /// <param name="slope">P(stable) = 1/(1 + exp(−slope · height)); infinite: no noise.</param>
    public static BoundaryRun Of(
        string strategy, int batch = int.MaxValue, KnownBoundary? truth = null, ulong seed = 1, double slope = double.PositiveInfinity)
    {
        var sweep = SweepOf(strategy) with { Seed = seed };
        var run = new BoundaryRun(truth ?? KnownBoundary.Sheet, slope);
        for (var plan = Planner.For(sweep); !plan.IsComplete;)
        {
            (var trials, plan) = plan.Ask(batch);
            plan = plan.Tell(trials.Select(trial => run.Train(sweep, trial)).Reverse());
        }

        return run;
    }

    public static Sweep SweepOf(string strategy)
    {
        var text = $$$"""
            name: boundary
            family: polynomial-network
            dataset: {name: spirals}
            axes:
              - {parameter: B, log: {from: 1, to: 64, count: 9}}
              - {parameter: lambda, linear: {from: 1, to: 2, count: 9}}
              - {parameter: alpha, linear: {from: 0.1, to: 1, count: 9}}
              - {parameter: learningRate, log: {from: 0.001, to: 1, count: 9}}
            strategy: {{{strategy}}}
            replicates: {count: 1}
            """;
        var read = SweepFileReader.Read(text, "boundary.yaml", []);
        return read.Sweep ?? throw new InvalidOperationException(string.Join(Environment.NewLine, read.Errors));
    }

    /// <summary>The part of held-out Sobol points that a model of the first cells puts on the wrong side of P(stable) = ½.</summary>
    public double Wrong(int cells, int heldOut = 2000)
    {
        var model = StabilityModel.Fit(4, [.. _tallies.Take(cells)]);
        return Wrong(heldOut, point => model.Mean(point) > 0);
    }

    /// <summary>The same when each point is given the outcome of the nearest of the first cells.</summary>
    public double WrongByNearest(int cells, int heldOut = 2000)
    {
        var known = _tallies[..cells];
        return Wrong(heldOut, point => known.MinBy(tally => SquaredDistance(tally.Point, point))!.Stable > 0);
    }

    private double Wrong(int heldOut, Func<double[], bool> isStable)
    {
        var points = new SobolSequence(4, HeldOutKey);
        var (point, wrong) = (new double[4], 0);
        for (var i = 0u; i < heldOut; i++)
        {
            points.At(i, point);
            wrong += isStable(point) == _truth.IsStable(point) ? 0 : 1;
        }

        return (double)wrong / heldOut;
    }

    private static double SquaredDistance(double[] first, double[] second)
    {
        var sum = 0.0;
        for (var axis = 0; axis < first.Length; axis++)
        {
            sum += (first[axis] - second[axis]) * (first[axis] - second[axis]);
        }

        return sum;
    }

    private Observation Train(Sweep sweep, Trial trial)
    {
        if (trial.Cell.IsReference)
        {
            return new Observation(trial.Id, Outcome.Stable, 0.95);
        }

        double[] point = [.. sweep.Axes.Select((axis, i) => AxisPosition.Of(axis, trial.Cell.Coordinates[i]))];
        var stable = IsStable(point, sweep.Seed);
        _tallies.Add(new StabilityTally(point, stable ? 1 : 0, 1));
        Order.Add(trial.Cell.Id);
        return new Observation(trial.Id, stable ? Outcome.Stable : Outcome.Diverged, stable ? 0.9 : null);
    }

    private bool IsStable(double[] point, ulong seed)
    {
        if (double.IsPositiveInfinity(_slope))
        {
            return _truth.IsStable(point);
        }

        var random = new RandomStream(seed, RandomPurpose.Resampling, (uint)(point[0] * uint.MaxValue));
        return random.NextDouble() < 1 / (1 + Math.Exp(-_slope * _truth.Height(point)));
    }
}
