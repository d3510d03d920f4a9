namespace SweepCluster.Compute.Network;

/// <summary>What a polynomial activation is expanded in, with t = x/B.</summary>
public enum PolynomialBasis
{
    /// <summary>t/2 + Σ c_k T_k(2t² − 1): functions whose odd part is x/2.</summary>
    HalfPlusEven,

    /// <summary>Σ c_k T_k(t).</summary>
    Full,
}

/// <summary>
/// The activation p(x) = B·(s·t + Σ c_k T_k) of each member; T_k are Chebyshev polynomials of the basis' argument
/// and s is its linear part. Each member has its own degree, range and coefficients.
/// </summary>
/// <param name="Range">B: [population, 1, 1, 1].</param>
/// <param name="Terms">Coefficients in use, at least 1: [population, 1, 1, 1].</param>
/// <param name="Coefficients">c_0 …: [population, 1, 1, most terms].</param>
public sealed record PolynomialActivation<T>(
    PolynomialBasis Basis,
    DeviceArray<T> Range,
    DeviceArray<int> Terms,
    DeviceArray<T> Coefficients)
    where T : unmanaged;
