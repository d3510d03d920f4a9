using SweepCluster.Domain.Recommendations.Encryption;

namespace SweepCluster.Domain.Tests.Recommendations.Encryption;

public sealed class CkksChoiceTests
{
    // 60 + 40·levels + 60 bits against 218, 438, 881 and 1747.
    [Theory]
    [InlineData(2, 8192, 200)]
    [InlineData(3, 16384, 240)]
    [InlineData(7, 16384, 400)]
    [InlineData(8, 32768, 440)]
    [InlineData(10, 32768, 520)]
    [InlineData(19, 32768, 880)]
    [InlineData(20, 65536, 920)]
    [InlineData(40, 65536, 1720)]
    public void The_smallest_ring_whose_modulus_is_safe_is_chosen(int levels, int ring, int bits)
    {
        var parameters = CkksChoice.Of(levels, slots: 100, new CkksScale()).Parameters;

        Assert.Equal(ring, parameters?.RingDimension);
        Assert.Equal(bits, parameters?.ModulusBits);
    }

    [Fact]
    public void A_smaller_scale_can_save_a_ring() =>
        Assert.Equal(new CkksParameters(16384, 10, 50, 30, 50, 438), CkksChoice.Of(10, slots: 100, new CkksScale(30)).Parameters);

    [Fact]
    public void The_widest_layer_must_fit_into_the_slots()
    {
        Assert.Equal(8192, CkksChoice.Of(2, slots: 4096, new CkksScale()).Parameters?.RingDimension);
        Assert.Equal(16384, CkksChoice.Of(2, slots: 4097, new CkksScale()).Parameters?.RingDimension);
        Assert.False(CkksChoice.Of(2, slots: 32769, new CkksScale()).Fits);
    }

    [Fact]
    public void A_network_beyond_the_largest_ring_is_told_how_many_levels_fit()
    {
        var choice = CkksChoice.Of(41, slots: 100, new CkksScale());

        Assert.Null(choice.Parameters);
        Assert.Equal(40, choice.LevelsThatFit);
    }

    [Fact]
    public void The_primes_are_first_scales_and_special() =>
        Assert.Equal([60, 40, 40, 60], CkksChoice.Of(2, 1, new CkksScale()).Parameters!.PrimeBits.AsEnumerable());

    [Theory]
    [InlineData(29)]
    [InlineData(61)]
    public void A_scale_that_no_implementation_takes_is_refused(int bits) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CkksScale(bits));

    // N = 8192: √(8192/3)·(3 + 8·√(2·8192/3)) = 31,051 = 2^14.9223.
    [Fact]
    public void Precision_is_what_rescaling_leaves_of_the_scale()
    {
        var parameters = CkksChoice.Of(2, 1, new CkksScale()).Parameters!;
        var precision = CkksPrecision.Of(parameters, [0.5, -0.25, 0, 3], largestValue: 100);

        Assert.Equal(40 - 14.9223, precision.FractionBits, 0.001);
        Assert.Equal(20, precision.IntegerBits);
        Assert.Equal((0.25, 3, 38), (precision.SmallestCoefficient, precision.LargestCoefficient, precision.SmallestCoefficientBits));
        Assert.True(precision.HoldsLargestValue);
        Assert.True((precision with { LargestValue = 524_288 }).HoldsLargestValue);
        Assert.False((precision with { LargestValue = 524_289 }).HoldsLargestValue);
        Assert.False((precision with { LargestValue = double.NaN }).HoldsLargestValue);
    }
}
