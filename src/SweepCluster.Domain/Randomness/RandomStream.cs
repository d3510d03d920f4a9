namespace SweepCluster.Domain.Randomness;

/// <summary>
/// Consecutive numbers of one (key, purpose, stream) for code that draws in order, such as data generators.
/// A struct over <see cref="Philox"/>: copying it copies the position.
/// </summary>
public struct RandomStream(ulong key, RandomPurpose purpose, uint stream = 0)
{
    private ulong _next;
    private PhiloxBlock _block;
    private double? _spareNormal;

    /// <summary>32 uniform bits.</summary>
    public uint NextUInt32()
    {
        var lane = (int)(_next & 3);
        if (lane == 0)
        {
            var index = _next >> 2;
            _block = Philox.Block(key, new PhiloxBlock((uint)index, (uint)(index >> 32), (uint)purpose, stream));
        }

        _next++;
        return lane switch { 0 => _block.X0, 1 => _block.X1, 2 => _block.X2, _ => _block.X3 };
    }

    /// <summary>Uniform in [0, 1) with 53 bits.</summary>
    public double NextDouble()
    {
        var high = (ulong)(NextUInt32() >> 5);
        var low = (ulong)(NextUInt32() >> 6);
        return ((high << 26) | low) * (1.0 / (1UL << 53));
    }

    /// <summary>Uniform in [low, high).</summary>
    public double NextUniform(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>Uniform over 0 … count − 1, without modulo bias beyond 2⁻³².</summary>
    public int NextIndex(int count) => (int)(((ulong)NextUInt32() * (ulong)count) >> 32);

    /// <summary>Standard normal, by the polar form of Box and Muller.</summary>
    public double NextNormal()
    {
        if (_spareNormal is { } spare)
        {
            _spareNormal = null;
            return spare;
        }

        var radius = Math.Sqrt(-2.0 * Math.Log(1.0 - NextDouble()));
        var angle = 2.0 * Math.PI * NextDouble();
        _spareNormal = radius * Math.Sin(angle);
        return radius * Math.Cos(angle);
    }
}
