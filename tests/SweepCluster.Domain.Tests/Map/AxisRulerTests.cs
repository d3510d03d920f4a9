using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Tests.Map;

public sealed class AxisRulerTests
{
    [Theory]
    [InlineData(AxisScale.Log, 0.5, 2)]
    [InlineData(AxisScale.Log, 1.5, 8)]
    [InlineData(AxisScale.Linear, 0.5, 2.5)]
    [InlineData(AxisScale.Category, 1.25, 7)]
    [InlineData(AxisScale.Log, 2, 16)]
    public void A_place_and_its_number_lie_on_the_axes_scale(AxisScale scale, double place, double number)
    {
        var axis = KnownMaps.Reals("B", scale, 1, 4, 16);
        var ruler = AxisRuler.Of(axis, axis.Values)!;

        Assert.Equal(number, ruler.At(place), 1e-12);
        Assert.Equal(place, ruler.PlaceOf(number)!.Value, 1e-12);
        Assert.Null(ruler.PlaceOf(17));
    }

    [Fact]
    public void Descending_numbers_have_a_ruler_and_mixed_ones_or_infinity_have_none()
    {
        Assert.Equal(3, Ruler(4, 2, 1)!.At(0.5));
        Assert.Null(Ruler(1, 4, 2));
        Assert.Null(Ruler(1, double.PositiveInfinity));
        Assert.Null(Ruler(1));
        Assert.Null(AxisRuler.Of(KnownMaps.Names("order", "a", "b"), [ParameterValue.Choice("a"), ParameterValue.Choice("b")]));

        static AxisRuler? Ruler(params double[] numbers)
        {
            var axis = KnownMaps.Reals("B", AxisScale.Category, numbers);
            return AxisRuler.Of(axis, axis.Values);
        }
    }
}
