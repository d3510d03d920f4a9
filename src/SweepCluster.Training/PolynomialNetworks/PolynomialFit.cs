using System.Collections.Concurrent;
using System.Collections.Immutable;
using SweepCluster.Compute.Network;

namespace SweepCluster.Training.PolynomialNetworks;

/// <summary>
/// The polynomial that replaces an activation on [−B, B]: p(x) = B·(s·t + Σ c_k T_k), t = x/B, least squares on
/// 100 equispaced points (arXiv 2505.11589) in a Chebyshev basis, whose condition stays below 6 where that of raw
/// monomials reaches 10³⁶.
/// </summary>
/// <param name="Basis">What T_k is taken of, and the linear part s: ½ or 0.</param>
/// <param name="Coefficients">c_0, c_1, …</param>
public sealed record PolynomialFit(PolynomialBasis Basis, ImmutableArray<double> Coefficients)
{
    private const int Points = 100;

    private static readonly ConcurrentDictionary<(ActivationFunction, int, double), PolynomialFit> Fits = new();

    /// <summary>ReLU, SiLU and GELU are x/2 and an even function; sigmoid and tanh are not.</summary>
    public static PolynomialBasis BasisOf(ActivationFunction function) =>
        function is ActivationFunction.Sigmoid or ActivationFunction.Tanh ? PolynomialBasis.Full : PolynomialBasis.HalfPlusEven;

    /// <summary>How many coefficients a degree has. An odd degree has one less in the even basis' sense: that of degree − 1.</summary>
    public static int TermsOf(PolynomialBasis basis, int degree) => basis == PolynomialBasis.Full ? degree + 1 : (degree / 2) + 1;

    /// <summary>The fit of this degree on [−B, B]; computed once.</summary>
    public static PolynomialFit Of(ActivationFunction function, int degree, double range)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(range);

        // ReLU's fit scales with B.
        var key = function == ActivationFunction.Relu ? 1 : range;
        return Fits.GetOrAdd((function, degree, key), static key => Fit(key.Item1, key.Item2, key.Item3));
    }

    /// <summary>p(x) in double precision.</summary>
    public double Evaluate(double x, double range)
    {
        var t = x / range;
        var argument = Basis == PolynomialBasis.Full ? t : (2 * t * t) - 1;
        var (b1, b2) = (0.0, 0.0);
        for (var k = Coefficients.Length - 1; k > 0; k--)
        {
            (b1, b2) = ((2 * argument * b1) - b2 + Coefficients[k], b1);
        }

        var linear = Basis == PolynomialBasis.Full ? 0 : 0.5 * t;
        return range * (linear + (argument * b1) - b2 + Coefficients[0]);
    }

    private static PolynomialFit Fit(ActivationFunction function, int degree, double range)
    {
        var basis = BasisOf(function);
        var terms = TermsOf(basis, degree);
        var a = new double[Points, terms];
        var b = new double[Points];
        for (var i = 0; i < Points; i++)
        {
            var t = -1 + (2.0 * i / (Points - 1));
            var argument = basis == PolynomialBasis.Full ? t : (2 * t * t) - 1;
            var (previous, current) = (argument, 1.0);
            for (var k = 0; k < terms; k++)
            {
                a[i, k] = current;
                (previous, current) = (current, (2 * argument * current) - previous);
            }

            var linear = basis == PolynomialBasis.Full ? 0 : 0.5 * t;
            b[i] = (ValueOf(function, t * range) / range) - linear;
        }

        return new PolynomialFit(basis, [.. LeastSquares.Solve(a, b)]);
    }

    private static double ValueOf(ActivationFunction function, double x) => function switch
    {
        ActivationFunction.Relu => Math.Max(x, 0),
        ActivationFunction.Silu => x / (1 + Math.Exp(-x)),
        ActivationFunction.Gelu => 0.5 * x * (1 + ErrorFunction.Of(x / Math.Sqrt(2))),
        ActivationFunction.Sigmoid => 1 / (1 + Math.Exp(-x)),
        ActivationFunction.Tanh => Math.Tanh(x),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, null),
    };
}
