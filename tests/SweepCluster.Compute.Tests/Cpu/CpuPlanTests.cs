using SweepCluster.Compute;
using SweepCluster.Compute.Cpu;

namespace SweepCluster.Compute.Tests.Cpu;

public class CpuPlanTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(int.MaxValue)]
    public void Members_are_shared_evenly_by_the_cores_as_far_as_they_fit(int members)
    {
        using var device = new CpuDevice(cores: 2);
        var plan = device.PlanFor(new MemberCost(Bytes: 1024, FlopsPerStep: 1000), members);
        Assert.Equal(2, plan.Queues);
        Assert.InRange(plan.Population, Math.Min(2, members), 32);
        Assert.Equal(Math.Min(32, (int)((members + 1L) / 2)), plan.Population);
    }
}
