using SweepCluster.Cli.Devices;
using SweepCluster.Node.Devices;

namespace SweepCluster.Cli.Tests.Devices;

public class DevicesTextTests
{
    private static readonly DeviceDocument Card = new("cuda:0", "ilgpu/cuda/card", "Card", 80L << 30, 132, 51.2e12, 3.35e12, null);

    [Fact]
    public void A_device_is_a_line_with_rates_in_units_that_people_compare() => Assert.Equal(
        """
          device  cores  memory    matrix product  copy       name
          cuda:0  132    80.0 GiB  51200 GFLOP/s   3350 GB/s  Card
        """,
        DevicesText.Of([Card]));

    [Fact]
    public void Shapes_of_a_sweep_follow_with_the_trials_that_train_at_once()
    {
        var text = DevicesText.Of([Card with { Shapes = [new ShapeCapacity("hidden=[64, 32]", 1_758_976, 36_000)] }]);

        Assert.Contains("  cuda:0  36000           1717.8 KiB  hidden=[64, 32]", text, StringComparison.Ordinal);
    }
}
