using SweepCluster.Compute.Cpu;
using SweepCluster.Compute.Measuring;

namespace SweepCluster.Compute.Tests.Measuring;

public class DeviceRatesTests
{
    // Between a pocket calculator and what no processor has: a unit that is off by a thousand is seen.
    [Fact]
    public void The_rates_of_this_machine_are_those_of_a_processor()
    {
        using var device = new CpuDevice();

        var rates = DeviceRates.Measure(device, TimeProvider.System);

        Assert.InRange(rates.MatrixFlops, 1e7, 1e14);
        Assert.InRange(rates.CopyBytes, 1e7, 1e13);
    }

    // Each look at this clock comes a second after the one before, so each piece of work takes one.
    [Fact]
    public void Work_that_takes_long_enough_at_once_is_not_enlarged()
    {
        using var device = new CpuDevice(cores: 1);

        var rates = DeviceRates.Measure(device, new SlowClock());

        Assert.Equal(2.0 * 64 * 64 * 64, rates.MatrixFlops);
        Assert.Equal(2.0 * 64 * 1024 * sizeof(float), rates.CopyBytes);
    }

    private sealed class SlowClock : TimeProvider
    {
        private long _looks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _looks++;
    }
}
