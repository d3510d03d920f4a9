using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Randomness;
using SweepCluster.Domain.Surrogates;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Tests.Surrogates;

/// <summary>A sweep over a known, curved boundary in four dimensions, run to its end.</summary>
public sealed class BoundaryRun
{
    public const int HeldOut = 10_000;

    private readonly List<StabilityTally> _tallies = [];

    public int Cells => _tallies.Count;

    /// <summary>The cells in the order in which they were asked for.</summary>
    public List<CellId> Order { get; } = [];

    /// <summary>Whether a point of the unit cube is stable: a sheet across the first axis, bent along the others.</summary>
    public static bool IsStable(ReadOnlySpan<double> point) =>
        point[0] < 0.4 + (0.2 * Math.Sin(2 * Math.PI * point[1])) - Math.Pow(point[2] - 0.5, 2) + (0.3 * point[3] * point[1]);

    /// <param name="strategy">As in a sweep file.</param>
    /// <param name="batch">Trials that are asked for at a time.</param>
    public static BoundaryRun Of(string strategy, int batch = int.MaxValue)
    {
        var sweep = SweepOf(strategy);
        var run = new BoundaryRun();
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

    /// <summary>The part of held-out Sobol points that a model of the first cells puts on the wrong side.</summary>
    public double Wrong(int cells, int heldOut = HeldOut)
    {
        var model = StabilityModel.Fit(4, [.. _tallies.Take(cells)]);
        var points = new SobolSequence(4, key: 42);
        var (point, wrong) = (new double[4], 0);
        for (var i = 0u; i < heldOut; i++)
        {
            points.At(i, point);
            wrong += model.Mean(point) > 0 == IsStable(point) ? 0 : 1;
        }

        return (double)wrong / heldOut;
    }

    private Observation Train(Sweep sweep, Trial trial)
    {
        if (trial.Cell.IsReference)
        {
            return new Observation(trial.Id, Outcome.Stable, 0.95);
        }

        double[] point = [.. sweep.Axes.Select((axis, i) => AxisPosition.Of(axis, trial.Cell.Coordinates[i]))];
        var stable = IsStable(point);
        _tallies.Add(new StabilityTally(point, stable ? 1 : 0, 1));
        Order.Add(trial.Cell.Id);
        return new Observation(trial.Id, stable ? Outcome.Stable : Outcome.Diverged, stable ? 0.9 : null);
    }
}
