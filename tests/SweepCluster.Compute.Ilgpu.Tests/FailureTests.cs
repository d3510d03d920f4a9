using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace SweepCluster.Compute.Ilgpu.Tests;

/// <summary>A device without room makes a population halve; one that is lost can be opened again.</summary>
public class FailureTests
{
    [Fact]
    public void A_device_that_was_opened_anew_computes_as_before()
    {
        using var device = IlgpuDevices.Open(IlgpuDevices.Debugger);
        var before = ColumnSums(device);

        device.Reopen();

        Assert.Equal(before, ColumnSums(device));
        Assert.Equal(IlgpuDevices.Debugger, device.Description.Id);
    }

    [Fact]
    public void What_a_lost_device_held_can_still_be_disposed_of()
    {
        using var device = IlgpuDevices.Open(IlgpuDevices.Debugger);
        var shared = device.Share<float>(2, 2, [1, 2, 3, 4]);
        var operations = device.Open<float>(1);
        var array = operations.Allocate<float>(1, 2, 2);

        device.Reopen();

        array.Dispose();
        shared.Dispose();
        operations.Dispose();
        Assert.Equal([3, 3], ColumnSums(device));
    }

    [Fact]
    public void A_device_that_is_not_there_is_refused_by_name()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => IlgpuDevices.Open("cuda:99"));

        Assert.Contains("cuda:99", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_running_out_of_memory_makes_a_population_halve()
    {
        Assert.Throws<InsufficientMemoryException>(() => Fail(new CLException(CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE)));
        Assert.Throws<InsufficientMemoryException>(() => Fail(new CLException(CLError.CL_OUT_OF_HOST_MEMORY)));
        Assert.Throws<CLException>(() => Fail(new CLException(CLError.CL_INVALID_COMMAND_QUEUE)));
    }

    [Fact]
    public void An_allocation_is_tried_again_once_what_nobody_holds_is_given_back()
    {
        using var device = new IlgpuDevice(IlgpuDevices.Debugger);
        var attempts = 0;

        using var array = Exhaustion.Watch(() => ++attempts == 1
            ? throw new CLException(CLError.CL_OUT_OF_RESOURCES)
            : device.Accelerator.Allocate1D<float>(3));

        Assert.Equal(3, array.Length);
    }

    private static void Fail(AcceleratorException failure) => Exhaustion.Watch<float>(() => throw failure);

    private static float[] ColumnSums(IDevice device)
    {
        using var operations = device.Open<float>(1);
        using var values = operations.Allocate<float>(1, 3, 2);
        using var sums = operations.Allocate<float>(1, 1, 2);
        values.Upload(0, [1, 0, 1, 1, 1, 2]);
        operations.ColumnSums(values, sums);
        var result = new float[2];
        sums.Download(0, result);
        return result;
    }
}
