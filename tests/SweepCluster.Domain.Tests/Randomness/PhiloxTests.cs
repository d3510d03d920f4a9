using SweepCluster.Domain.Randomness;

namespace SweepCluster.Domain.Tests.Randomness;

public class PhiloxTests
{
    /// <summary>The known answers that the authors of Philox publish with their library (Random123, kat_vectors).</summary>
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Blocks_equal_the_published_known_answers(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint x0, uint x1, uint x2, uint x3)
    {
        var block = Philox.Block(((ulong)k1 << 32) | k0, new PhiloxBlock(c0, c1, c2, c3));
        Assert.Equal(new PhiloxBlock(x0, x1, x2, x3), block);
    }

    [Fact]
    public void A_stream_is_uniform_and_normal_in_its_first_moments()
    {
        var random = new RandomStream(42, RandomPurpose.Dataset);
        var uniform = Enumerable.Range(0, 20000).Select(_ => random.NextDouble()).ToArray();
        Assert.InRange(uniform.Average(), 0.49, 0.51);
        Assert.All(uniform, value => Assert.InRange(value, 0, 1));

        var normal = Enumerable.Range(0, 20000).Select(_ => random.NextNormal()).ToArray();
        Assert.InRange(normal.Average(), -0.03, 0.03);
        Assert.InRange(normal.Average(value => value * value), 0.96, 1.04);
    }
}
