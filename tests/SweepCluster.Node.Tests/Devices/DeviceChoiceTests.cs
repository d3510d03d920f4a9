using SweepCluster.Node.Devices;

namespace SweepCluster.Node.Tests.Devices;

public class DeviceChoiceTests
{
    private static readonly string[] Nothing = [];
    private static readonly string[] CpuAlone = ["cpu"];
    private static readonly string[] WithGpus = ["cpu", "cuda:0", "cuda:1", "opencl:0"];

    [Fact]
    public void Without_a_wish_all_gpus_train_and_the_cpu_only_where_there_is_none()
    {
        Assert.Equal(["cuda:0", "cuda:1", "opencl:0"], Choose(Nothing, WithGpus));
        Assert.Equal(["cpu"], Choose(Nothing, CpuAlone));
        Assert.Equal(Choose(Nothing, WithGpus), Choose(["all"], WithGpus));
    }

    [Fact]
    public void Kinds_are_mixed_only_when_both_are_named()
    {
        Assert.Equal(["cuda:1", "cpu"], Choose(["cuda:1", "cpu", "cuda:1"], WithGpus));
        Assert.Equal(["cpu", "cuda:0", "cuda:1", "opencl:0"], Choose(["cpu", "all"], WithGpus));
    }

    [Fact]
    public void A_device_that_is_not_listed_may_be_named() => Assert.Equal(["debugger"], Choose(["debugger"], CpuAlone));

    [Theory]
    [InlineData("cuda:2", true, "there is no 'cuda:2' on this machine", "There is: cpu, cuda:0, cuda:1, opencl:0.")]
    [InlineData("gpu", true, "'gpu' is not the name of a device", "cuda:0")]
    [InlineData("opencl:1", false, "'opencl:1' needs the device engine for GPUs, which this build does not have", "-p:WithIlgpu=true")]
    [InlineData("cuda:x", false, "'cuda:x' is not the name of a device", "There is: cpu.")]
    public void A_device_that_is_not_there_is_refused_with_the_remedy(string name, bool hasGpus, params string[] told)
    {
        var refused = Assert.Throws<UserException>(() => DeviceChoice.Of([name, "cpu"], hasGpus ? WithGpus : CpuAlone, ["debugger"], hasGpus, "--device"));

        Assert.StartsWith("--device: ", refused.Message, StringComparison.Ordinal);
        Assert.All(told, text => Assert.Contains(text, refused.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_device_that_is_not_there_is_told_at_once()
    {
        var refused = Assert.Throws<UserException>(() => Choose(["cuda:7", "cuda:8"], WithGpus));

        Assert.Equal(2, refused.Message.Split(Environment.NewLine).Length);
    }

    private static IReadOnlyList<string> Choose(string[] asked, string[] found) => DeviceChoice.Of(asked, found, ["debugger"], hasGpus: true, "--device");
}
