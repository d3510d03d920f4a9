using System.Numerics;
using SweepCluster.Domain.Families;

namespace SweepCluster.Domain.Recommendations.Encryption;

/// <summary>
/// Multiplicative levels of a polynomial of degree d: ⌈log₂(d + 1)⌉, by baby steps and giant steps (Paterson and
/// Stockmeyer 1973; in the Chebyshev basis T_a·T_b = (T_(a+b) + T_|a−b|)/2 costs the same). A product of two
/// ciphertexts and a product with a coefficient are one level each, sums are free, and the last one includes the
/// product with the leading coefficient. Degrees 2ⁿ − 1 get the most out of a level.
/// </summary>
public static class PolynomialLevels
{
    /// <exception cref="ArgumentOutOfRangeException">The degree is negative.</exception>
    public static int Of(int degree)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(degree);
        return BitOperations.Log2((uint)degree) + (degree == 0 ? 0 : 1);
    }

    /// <summary>
    /// The degree that is evaluated. ReLU, SiLU and GELU are x/2 and an even function, so their fit of an odd degree
    /// is that of the even degree below it.
    /// </summary>
    /// <param name="activation">The parameter <c>activation</c> of polynomial networks.</param>
    public static int EvaluatedDegree(string activation, int degree) =>
        activation is "sigmoid" or "tanh" ? degree : Math.Max(1, degree / 2 * 2);

    /// <summary>The degree that a network with these parameters evaluates.</summary>
    public static int EvaluatedDegree(ParameterSet parameters) => EvaluatedDegree(parameters.Choice("activation"), parameters.Integer("degree"));
}
