namespace SweepCluster.Domain.Surrogates;

/// <summary>What the finished trials of a cell say to a model.</summary>
/// <param name="Point">[axes], in [0, 1].</param>
/// <param name="Stable">How many of the trials were stable.</param>
/// <param name="Finished">At least 1.</param>
public sealed record StabilityTally(double[] Point, int Stable, int Finished);

/// <summary>What a model says of a point.</summary>
/// <param name="Probability">P(stable).</param>
/// <param name="Lower">The lower end of its 95 % interval.</param>
/// <param name="Upper">The upper end.</param>
/// <param name="Mean">Of the latent stability, whose logistic is P(stable): 0 on the boundary.</param>
/// <param name="Deviation">The standard deviation of the latent stability.</param>
public readonly record struct StabilityPrediction(double Probability, double Lower, double Upper, double Mean, double Deviation);

/// <summary>
/// P(stable) anywhere in the unit cube: Gaussian process classification with a binomial likelihood and Laplace's
/// approximation (Rasmussen and Williams 2006, section 3.4, algorithms 3.1 and 3.2). Costs n³ for n points.
/// </summary>
public sealed class StabilityModel
{
    private const double Z95 = 1.96;
    private const int MostSteps = 50;
    private const double Tolerance = 1e-6;

    /// <summary>Added to the covariance's diagonal, relative to the variance, so that rounding leaves it positive.</summary>
    private const double Jitter = 1e-8;

    private readonly StabilityTally[] _tallies;
    private readonly double[] _gradient;
    private readonly double[] _weighted;
    private readonly double[] _rootWeights;
    private readonly Triangle _factor;

    private StabilityModel(StabilityKernel kernel, StabilityTally[] tallies)
    {
        (Kernel, _tallies) = (kernel, tallies);
        var covariance = Covariance();
        var count = tallies.Length;
        var latent = new double[count];
        _weighted = new double[count];
        (_gradient, _rootWeights) = (new double[count], new double[count]);
        var (objective, isConverged) = (double.NegativeInfinity, false);
        for (var step = 0; ; step++)
        {
            Derive(latent);
            _factor = Triangle.Factor(Weighted(covariance));
            if (isConverged || step == MostSteps)
            {
                break;
            }

            var (nextWeighted, next) = Newton(covariance, latent);
            var nextObjective = Objective(nextWeighted, next);
            for (var half = 0; nextObjective < objective && half < 20; half++)
            {
                nextWeighted = Middle(_weighted, nextWeighted);
                next = Middle(latent, next);
                nextObjective = Objective(nextWeighted, next);
            }

            isConverged = nextObjective - objective < Tolerance;
            (latent, _weighted, objective) = (next, nextWeighted, nextObjective);
        }

        LogEvidence = count == 0 ? 0 : objective - _factor.HalfLogDeterminant;
    }

    public StabilityKernel Kernel { get; }

    /// <summary>The logarithm of the approximate marginal likelihood (eq. 3.32), without the binomial coefficients.</summary>
    public double LogEvidence { get; }

    /// <summary>How many points the model knows.</summary>
    public int Count => _tallies.Length;

    /// <summary>Fits the latent stability with a given kernel.</summary>
    public static StabilityModel Fit(StabilityKernel kernel, IEnumerable<StabilityTally> tallies) => new(kernel, [.. tallies]);

    /// <summary>Chooses the kernel too, from at most 300 of the tallies.</summary>
    /// <param name="axes">How many the points have.</param>
    /// <param name="tallies">In an order that is a function of values.</param>
    public static StabilityModel Fit(int axes, IReadOnlyList<StabilityTally> tallies) =>
        Fit(tallies.Count == 0 ? StabilityKernel.Start(axes) : KernelSearch.From(StabilityKernel.Start(axes), tallies), tallies);

    public StabilityPrediction Predict(ReadOnlySpan<double> point)
    {
        var mean = Mean(point);
        var whitened = Whitened(point);
        var variance = Math.Max(0, Kernel.Variance - Triangle.Dot(whitened, whitened));
        var deviation = Math.Sqrt(variance);

        // The logistic averaged over the latent normal: MacKay (1992), "The evidence framework applied to
        // classification networks"; the factor is π/8.
        var averaged = Exponential.Logistic(mean / Math.Sqrt(1 + (Math.PI / 8 * variance)));
        return new StabilityPrediction(
            averaged, Exponential.Logistic(mean - (Z95 * deviation)), Exponential.Logistic(mean + (Z95 * deviation)), mean, deviation);
    }

    /// <summary>The mean of the latent stability at a point (eq. 3.21, with K⁻¹f, which equals the gradient only at the very optimum); its sign is the side of the boundary.</summary>
    public double Mean(ReadOnlySpan<double> point)
    {
        var mean = 0.0;
        for (var i = 0; i < _tallies.Length; i++)
        {
            mean += Kernel.At(point, _tallies[i].Point) * _weighted[i];
        }

        return mean;
    }

    /// <summary>L⁻¹W½k(point), [points known]: two points' product is what the data take off their prior covariance.</summary>
    internal double[] Whitened(ReadOnlySpan<double> point)
    {
        var whitened = new double[_tallies.Length];
        for (var i = 0; i < whitened.Length; i++)
        {
            whitened[i] = _rootWeights[i] * Kernel.At(point, _tallies[i].Point);
        }

        _factor.SolveLower(whitened);
        return whitened;
    }

    private double[][] Covariance()
    {
        var rows = new double[_tallies.Length][];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = new double[rows.Length];
            for (var j = 0; j <= i; j++)
            {
                rows[j][i] = rows[i][j] = Kernel.At(_tallies[i].Point, _tallies[j].Point) + (i == j ? Jitter * Kernel.Variance : 0);
            }
        }

        return rows;
    }

    private void Derive(double[] latent)
    {
        for (var i = 0; i < latent.Length; i++)
        {
            var stable = Exponential.Logistic(latent[i]);
            _gradient[i] = _tallies[i].Stable - (_tallies[i].Finished * stable);
            _rootWeights[i] = Math.Sqrt(_tallies[i].Finished * stable * (1 - stable));
        }
    }

    /// <summary>The lower half of I + W½KW½.</summary>
    private double[][] Weighted(double[][] covariance)
    {
        var rows = new double[covariance.Length][];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = new double[i + 1];
            for (var j = 0; j <= i; j++)
            {
                rows[i][j] = (_rootWeights[i] * covariance[i][j] * _rootWeights[j]) + (i == j ? 1 : 0);
            }
        }

        return rows;
    }

    /// <summary>One step of algorithm 3.1: K⁻¹f and f.</summary>
    private (double[] Weighted, double[] Latent) Newton(double[][] covariance, double[] latent)
    {
        double[] target = [.. latent.Select((value, i) => (_rootWeights[i] * _rootWeights[i] * value) + _gradient[i])];
        double[] solved = [.. covariance.Select((row, i) => _rootWeights[i] * Triangle.Dot(row, target))];
        _factor.SolveLower(solved);
        _factor.SolveUpper(solved);
        double[] weighted = [.. target.Select((value, i) => value - (_rootWeights[i] * solved[i]))];
        return (weighted, [.. covariance.Select(row => Triangle.Dot(row, weighted))]);
    }

    private double Objective(double[] weighted, double[] latent)
    {
        var likelihood = latent.Select((value, i) =>
            (_tallies[i].Stable * value) - (_tallies[i].Finished * (Math.Max(0, value) + Math.Log(1 + Exponential.Of(-Math.Abs(value))))));
        return likelihood.Sum() - (0.5 * Triangle.Dot(weighted, latent));
    }

    private static double[] Middle(double[] first, double[] second) => [.. first.Zip(second, (a, b) => (a + b) / 2)];
}
