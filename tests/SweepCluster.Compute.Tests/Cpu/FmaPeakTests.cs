using SweepCluster.Compute.Cpu;

namespace SweepCluster.Compute.Tests.Cpu;

public sealed class FmaPeakTests
{
    // No machine of this century does less than a tenth of a GFLOP/s or more than 10 TFLOP/s on a core.
    private const double Least = 1e8;
    private const double Most = 1e13;

    [Fact]
    public void A_sample_is_the_speed_of_one_core() => Assert.InRange(FmaPeak.Sample<float>(), Least, Most);

    [Fact]
    public void A_measurement_adds_the_threads_up() => Assert.InRange(FmaPeak.Measure<double>(2, TimeSpan.FromMilliseconds(20)), 2 * Least, 2 * Most);

    [Fact]
    public void No_thread_has_no_peak() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FmaPeak.Measure<float>(0, TimeSpan.FromMilliseconds(1)));
}
