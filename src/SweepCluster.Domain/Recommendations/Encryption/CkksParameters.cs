using System.Collections.Immutable;

namespace SweepCluster.Domain.Recommendations.Encryption;

/// <summary>
/// A parameter set of leveled RNS-CKKS with one special prime for key switching, as of Microsoft SEAL: primes of
/// first, scale × levels and special bits.
/// </summary>
/// <param name="RingDimension">N.</param>
/// <param name="FirstBits">Of the prime that is left when every level is used; what it has above the scale holds the integer part.</param>
/// <param name="ScaleBits">Of the scale Δ, and of the prime that each level drops.</param>
/// <param name="SpecialBits">Of the key-switching prime.</param>
/// <param name="LimitBits">What <see cref="SecurityTable"/> allows for N.</param>
public sealed record CkksParameters(int RingDimension, int Levels, int FirstBits, int ScaleBits, int SpecialBits, int LimitBits)
{
    /// <summary>log₂(Q·P), which security depends on.</summary>
    public int ModulusBits => FirstBits + (Levels * ScaleBits) + SpecialBits;

    public int Slots => RingDimension / 2;

    /// <summary>Bits of every prime in the order in which SEAL and TenSEAL want them.</summary>
    public ImmutableArray<int> PrimeBits => [FirstBits, .. Enumerable.Repeat(ScaleBits, Levels), SpecialBits];
}
