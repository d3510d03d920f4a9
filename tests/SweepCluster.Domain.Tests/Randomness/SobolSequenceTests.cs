using SweepCluster.Domain.Randomness;

namespace SweepCluster.Domain.Tests.Randomness;

public class SobolSequenceTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(42ul)]
    public void Every_part_of_every_axis_holds_as_many_points_as_every_other(ulong? key)
    {
        var points = Points(SobolSequence.MostDimensions, 256, key);

        for (var dimension = 0; dimension < SobolSequence.MostDimensions; dimension++)
        {
            Assert.Equal(Enumerable.Range(0, 256), points.Select(point => (int)(point[dimension] * 256)).Order());
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(42ul)]
    public void The_first_two_axes_make_a_net_in_which_every_box_of_equal_area_holds_one_point(ulong? key)
    {
        var points = Points(2, 256, key);

        for (var cuts = 0; cuts <= 8; cuts++)
        {
            var (across, upwards) = (1 << cuts, 256 >> cuts);
            Assert.Equal(256, points.Select(point => ((int)(point[0] * across), (int)(point[1] * upwards))).Distinct().Count());
        }
    }

    [Fact]
    public void A_key_scrambles_the_sequence_in_its_own_way()
    {
        Assert.Equal(Points(3, 8, 1), Points(3, 8, 1));
        Assert.NotEqual(Points(3, 8, 1), Points(3, 8, 2));
    }

    /// <summary>From SciPy 1.10's <c>qmc.Sobol</c>, which has the direction numbers of Joe and Kuo too.</summary>
    [Theory]
    [InlineData(1000, new[] { 225, 99, 531, 693, 287, 929, 47, 921, 513, 71, 87, 261, 165, 393, 147, 379, 737, 353, 1015, 743, 535 })]
    [InlineData(613, new[] { 939, 521, 713, 799, 93, 699, 109, 75, 267, 865, 49, 975, 851, 7, 577, 181, 967, 639, 145, 665, 217 })]
    public void The_plain_sequence_is_that_of_another_program(int index, int[] expected) =>
        Assert.Equal(expected, Points(21, 1024, null)[index].Select(fraction => (int)(fraction * 1024)));

    private static double[][] Points(int dimensions, uint count, ulong? key)
    {
        var sequence = new SobolSequence(dimensions, key);
        var points = new double[count][];
        for (var i = 0u; i < count; i++)
        {
            sequence.At(i, points[i] = new double[dimensions]);
        }

        return points;
    }
}
