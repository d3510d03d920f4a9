using SweepCluster.Domain.Randomness;

namespace SweepCluster.Domain.Tests.Planning.EarlyStopping;

/// <summary>
/// Learning curves that rise to a plateau each at its own speed, with noise: score(s) = a (1 − e^(−s/τ)) + ε, with
/// a in 0.5 … 0.99, τ in 1.5 … 6 and ε of standard deviation 0.005. They cross: who learns fast may end low.
/// </summary>
internal sealed class SimulatedCurves
{
    public const int Steps = 81;

    private readonly double[][] _scores;

    public SimulatedCurves(int trials, ulong seed)
    {
        _scores = new double[trials][];
        for (var trial = 0; trial < trials; trial++)
        {
            var random = new RandomStream(seed, RandomPurpose.Planning, (uint)trial);
            var (plateau, speed) = (random.NextUniform(0.5, 0.99), random.NextUniform(1.5, 6));
            _scores[trial] = new double[Steps];
            for (var step = 1; step <= Steps; step++)
            {
                _scores[trial][step - 1] = (plateau * (1 - Math.Exp(-step / speed))) + (0.005 * random.NextNormal());
            }
        }
    }

    public int Trials => _scores.Length;

    /// <summary>Steps that training every trial to the end takes.</summary>
    public int AllSteps => Trials * Steps;

    public double At(int trial, int step) => _scores[trial][step - 1];

    /// <summary>How far a trial ends below the best one.</summary>
    public double Regret(int trial) => _scores.Max(curve => curve[^1]) - _scores[trial][^1];

    /// <summary>How often curves change places between two steps, as a share of all pairs.</summary>
    public double Crossings(int early, int late) =>
        (from a in Enumerable.Range(0, Trials)
         from b in Enumerable.Range(a + 1, Trials - a - 1)
         select (At(a, early) > At(b, early)) != (At(a, late) > At(b, late)) ? 1.0 : 0).Average();
}
