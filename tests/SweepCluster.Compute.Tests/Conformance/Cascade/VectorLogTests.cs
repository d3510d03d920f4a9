using System.Runtime.Intrinsics;
using SweepCluster.Compute.Cpu.Cascade;
using SweepCluster.Compute.Cpu.Simd;

namespace SweepCluster.Compute.Tests.Conformance.Cascade;

public class VectorLogTests
{
    public static bool Available => SimdLevels.Available.Contains(SimdLevel.Vector512);

    // From the smallest distance to 10¹², dense enough to meet every part of the mantissa.
    private static IEnumerable<double> Arguments() =>
        Enumerable.Range(0, 50_000).Select(i => Math.Pow(10, -10 + (i * 22.0 / 50_000)))
            .Concat(Enumerable.Range(0, 50_000).Select(i => 0.5 + (i * 2.0 / 50_000)));

    [Fact]
    public void Logarithms_of_floats_are_right_to_the_last_place()
    {
        var largest = 0.0;
        foreach (var value in Available ? Arguments().Select(value => (float)value) : [])
        {
            var exact = Math.Log(value);
            var found = VectorLog.Log(Vector512.Create(value))[7];
            largest = Math.Max(largest, Math.Abs(found - exact) / (MathF.BitIncrement(MathF.Abs((float)exact)) - MathF.Abs((float)exact)));
        }

        Assert.InRange(largest, 0, 1.5);
    }

    [Fact]
    public void Logarithms_of_doubles_are_right_to_the_last_place()
    {
        var largest = 0.0;
        foreach (var value in Available ? Arguments() : [])
        {
            var exact = Math.Log(value);
            var found = VectorLog.Log(Vector512.Create(value))[3];
            largest = Math.Max(largest, Math.Abs(found - exact) / (Math.BitIncrement(Math.Abs(exact)) - Math.Abs(exact)));
        }

        Assert.InRange(largest, 0, 1.5);
    }

    [Fact]
    public void What_is_not_a_number_stays_so()
    {
        if (Available)
        {
            Assert.Equal(float.NaN, VectorLog.Log(Vector512.Create(float.NaN))[0]);
            Assert.False(double.IsFinite(VectorLog.Log(Vector512.Create(double.PositiveInfinity))[0]));
        }
    }
}
