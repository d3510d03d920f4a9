using System.Collections.Immutable;

namespace SweepCluster.Domain.Recommendations.Encryption;

/// <summary>The largest modulus, special prime included, that keeps a ring of this dimension at 128 bits.</summary>
/// <param name="RingDimension">N, a power of two.</param>
/// <param name="LargestModulusBits">Bound on log₂(Q·P).</param>
public sealed record SecurityLimit(int RingDimension, int LargestModulusBits)
{
    /// <summary>Numbers that one CKKS ciphertext holds.</summary>
    public int Slots => RingDimension / 2;
}

/// <summary>
/// 128 bits of classical security with a uniform ternary secret. N up to 32768: Albrecht et al., Homomorphic
/// Encryption Standard, HomomorphicEncryption.org, November 2018, table 1. N = 65536, which that table ends before:
/// Bossuat et al., Security Guidelines for Implementing Homomorphic Encryption, IACR Communications in Cryptology
/// 1(4), 2025 (ePrint 2024/463), the bound that OpenFHE enforces too.
/// </summary>
public static class SecurityTable
{
    public const int SecurityBits = 128;

    /// <summary>The table in one line, for files and tables of users.</summary>
    public const string Source = "HomomorphicEncryption.org standard (2018), table 1, ternary secret, classical; N = 65536: ePrint 2024/463";

    /// <summary>By rising dimension.</summary>
    public static ImmutableArray<SecurityLimit> Limits { get; } =
    [
        new(1024, 27),
        new(2048, 54),
        new(4096, 109),
        new(8192, 218),
        new(16384, 438),
        new(32768, 881),
        new(65536, 1747),
    ];
}
