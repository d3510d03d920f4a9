namespace SweepCluster.Domain.Randomness;

/// <summary>
/// A pseudo-random permutation of 0 … count − 1 that is computed entry by entry, without storing or shuffling
/// anything: a Feistel network over pairs (left, right) of digits to the base ⌈√count⌉, walked along its cycle
/// until it lands below <c>count</c> (Black and Rogaway, "Ciphers with arbitrary finite domains", 2002). Each
/// member of a population so has its own order of batches, on any device, at no memory.
/// </summary>
public readonly struct KeyedPermutation
{
    private readonly uint _count;
    private readonly uint _base;
    private readonly RoundKeys _keys;

    /// <param name="key">The trial's random key.</param>
    /// <param name="purpose">Usually <see cref="RandomPurpose.BatchOrder"/>.</param>
    /// <param name="stream">For example the epoch.</param>
    /// <param name="count">1 … 2³¹ − 1.</param>
    public KeyedPermutation(ulong key, RandomPurpose purpose, uint stream, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _count = (uint)count;
        _base = (uint)Math.Ceiling(Math.Sqrt(count));
        _keys = new RoundKeys(
            Philox.Block(key, new PhiloxBlock(0, 0, (uint)purpose, stream)),
            Philox.Block(key, new PhiloxBlock(1, 0, (uint)purpose, stream)));
    }

    /// <summary>The entry at a position, both in 0 … count − 1.</summary>
    public int this[int position]
    {
        get
        {
            var value = (uint)position;
            do
            {
                value = Encipher(value);
            }
            while (value >= _count);

            return (int)value;
        }
    }

    private uint Encipher(uint value)
    {
        var left = value / _base;
        var right = value - (left * _base);
        var (a, b) = _keys;
        (left, right) = (right, Round(left, right, a.X0));
        (left, right) = (right, Round(left, right, a.X1));
        (left, right) = (right, Round(left, right, a.X2));
        (left, right) = (right, Round(left, right, a.X3));
        (left, right) = (right, Round(left, right, b.X0));
        (left, right) = (right, Round(left, right, b.X1));
        (left, right) = (right, Round(left, right, b.X2));
        (left, right) = (right, Round(left, right, b.X3));
        return (left * _base) + right;
    }

    // left + F(right) modulo the base, with F a 32-bit integer hash scaled to the base by its high bits.
    private uint Round(uint left, uint right, uint key)
    {
        var hash = (right + 1) * 0x9E3779B1 ^ key;
        hash = (hash ^ (hash >> 15)) * 0x85EBCA77;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE3D;
        hash ^= hash >> 16;
        var sum = left + (uint)(((ulong)hash * _base) >> 32);
        return sum >= _base ? sum - _base : sum;
    }

    private readonly record struct RoundKeys(PhiloxBlock First, PhiloxBlock Second);
}
