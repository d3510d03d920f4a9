namespace SweepCluster.Domain.Recommendations.Encryption;

/// <summary>The bits of a modulus chain's primes.</summary>
public sealed record CkksScale
{
    /// <summary>Below 30 bits there are too few primes that are 1 modulo 2N, and rescaling leaves too little precision.</summary>
    public const int SmallestBits = 30;

    /// <summary>Implementations keep primes within a 64-bit word.</summary>
    public const int LargestBits = 60;

    public const int DefaultBits = 40;

    // Integer part of what is decrypted: |value| < 2¹⁹ with the sign.
    private const int IntegerBits = 20;

    /// <exception cref="ArgumentOutOfRangeException">Not from <see cref="SmallestBits"/> to <see cref="LargestBits"/>.</exception>
    public CkksScale(int bits = DefaultBits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, SmallestBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, LargestBits);
        Bits = bits;
    }

    public int Bits { get; }

    /// <summary>Of the first prime.</summary>
    public int FirstBits => Math.Min(LargestBits, Bits + IntegerBits);

    /// <summary>Of the special prime: at least as many as any other prime has, or key switching adds noise.</summary>
    public int SpecialBits => FirstBits;
}
