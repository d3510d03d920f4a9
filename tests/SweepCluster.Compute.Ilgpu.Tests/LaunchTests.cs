using SweepCluster.Compute.Ilgpu.Arithmetic;
using SweepCluster.Compute.Ilgpu.Kernels;
using SweepCluster.Compute.Tests.Conformance;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Compute.Ilgpu.Tests;

/// <summary>What a launch costs does not grow with the population, and retired members cost nothing.</summary>
public class LaunchTests
{
    [Fact]
    public void The_number_of_launches_does_not_depend_on_the_population() => Assert.Equal(LaunchesOf(1), LaunchesOf(7));

    [Fact]
    public void A_population_that_is_all_retired_launches_nothing()
    {
        using var device = TestDevices.Open(IlgpuDevices.Debugger);
        using var operations = (IlgpuOperations<float, Single32, NarrowGroup>)device.Open<float>(2);
        using var values = operations.Allocate<float>(1, 3, 5);
        operations.Retire(0, new Divergence(4, DivergenceSignal.Loss));
        operations.Retire(1, new Divergence(5, DivergenceSignal.BoundaryLoss, 2));

        operations.Clear(values);

        Assert.Equal(0, operations.Launches);
        Assert.False(operations.AnyAlive);
        Assert.Equal(new Divergence(5, DivergenceSignal.BoundaryLoss, 2), operations.DivergenceOf(1));
    }

    [Fact]
    public void A_member_that_the_device_retired_is_soon_known_without_being_asked_for()
    {
        using var device = TestDevices.Open(IlgpuDevices.Debugger);
        using var operations = device.Open<float>(1);
        using var value = operations.Allocate<float>(1, 1, 1);
        value.Upload(0, [float.NaN]);

        operations.Watch(value, 1, 9, DivergenceSignal.Loss);
        var looks = Enumerable.Range(0, 100).TakeWhile(_ => operations.AnyAlive).Count();

        Assert.InRange(looks, 0, 99);
        Assert.Equal(new Divergence(9, DivergenceSignal.Loss), operations.DivergenceOf(0));
    }

    private static long LaunchesOf(int population)
    {
        using var device = TestDevices.Open(IlgpuDevices.Debugger);
        using var operations = (IlgpuOperations<float, Single32, NarrowGroup>)device.Open<float>(population);
        using var left = operations.Allocate<float>(1, 9, 5);
        using var right = operations.Allocate<float>(1, 5, 7);
        using var result = operations.Allocate<float>(1, 9, 7);
        using var sums = operations.Allocate<float>(1, 1, 7);
        operations.Multiply(left, false, right, false, result);
        operations.ColumnSums(result, sums);
        operations.Clear(result);
        return operations.Launches;
    }
}
