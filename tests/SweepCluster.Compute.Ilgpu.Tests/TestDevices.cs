using SweepCluster.Compute.Ilgpu;

namespace SweepCluster.Compute.Tests.Conformance;

/// <summary>The accelerators that the conformance suite runs on: ILGPU's own, and every GPU of this machine.</summary>
public static class TestDevices
{
    /// <summary>A device that is imitated, so slowly that tests take smaller shapes on it.</summary>
    public static string? Imitated => IlgpuDevices.Debugger;

    /// <summary>Name and threads per queue, for <c>[MemberData]</c>.</summary>
    public static TheoryData<string, int> All
    {
        get
        {
            var data = new TheoryData<string, int> { { IlgpuDevices.Debugger, 1 } };
            foreach (var id in IlgpuDevices.Ids())
            {
                data.Add(id, 1);
            }

            return data;
        }
    }

    public static IDevice Open(string name) => IlgpuDevices.Open(name) ?? throw new InvalidOperationException($"There is no device {name}.");
}
