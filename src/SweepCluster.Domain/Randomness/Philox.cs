namespace SweepCluster.Domain.Randomness;

/// <summary>
/// Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers:
/// as easy as 1, 2, 3" (SC 2011). A block is a pure function of key and counter: no state, no order of drawing,
/// and so the same numbers on every device and in every population.
/// </summary>
public static class Philox
{
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>The four 32-bit words of the block at <paramref name="counter"/> under <paramref name="key"/>.</summary>
    public static PhiloxBlock Block(ulong key, PhiloxBlock counter)
    {
        var (x0, x1, x2, x3) = counter;
        var k0 = (uint)key;
        var k1 = (uint)(key >> 32);
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = (ulong)Multiplier0 * x0;
            var product1 = (ulong)Multiplier1 * x2;
            (x0, x1, x2, x3) = (
                (uint)(product1 >> 32) ^ x1 ^ k0,
                (uint)product1,
                (uint)(product0 >> 32) ^ x3 ^ k1,
                (uint)product0);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        return new PhiloxBlock(x0, x1, x2, x3);
    }
}

/// <summary>Four 32-bit words: a counter going in, random bits coming out.</summary>
public readonly record struct PhiloxBlock(uint X0, uint X1, uint X2, uint X3);
