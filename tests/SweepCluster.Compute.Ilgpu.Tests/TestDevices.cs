using System.Collections.Concurrent;
using System.Numerics;
using SweepCluster.Compute.Ilgpu;

namespace SweepCluster.Compute.Tests.Conformance;

/// <summary>The accelerators that the conformance suite runs on: ILGPU's own, and every GPU of this machine.</summary>
public static class TestDevices
{
    private static readonly ConcurrentDictionary<string, Lazy<IDevice>> Opened = new(StringComparer.Ordinal);

    /// <summary>A device that is imitated, so slowly that tests take smaller shapes on it.</summary>
    public static string? Imitated => IlgpuDevices.Debugger;

    /// <summary>Name and threads per queue, for <c>[MemberData]</c>.</summary>
    public static TheoryData<string, int> All
    {
        get
        {
            var data = new TheoryData<string, int> { { IlgpuDevices.Debugger, 1 } };
            foreach (var (id, _) in IlgpuDevices.All())
            {
                data.Add(id, 1);
            }

            return data;
        }
    }

    /// <summary>A device that all tests share, so that kernels are compiled once: disposing of it does nothing.</summary>
    public static IDevice Open(string name) => new Shared(Opened.GetOrAdd(name, id => new Lazy<IDevice>(() => IlgpuDevices.Open(id))).Value);

    private sealed class Shared(IDevice device) : IDevice
    {
        public DeviceDescription Description => device.Description;

        public DevicePlan PlanFor(MemberCost cost, int members) => device.PlanFor(cost, members);

        public IOperations<T> Open<T>(int population, int threads = 1)
            where T : unmanaged, IFloatingPointIeee754<T> => device.Open<T>(population, threads);

        public DeviceArray<T> Share<T>(int rows, int columns, ReadOnlySpan<T> values)
            where T : unmanaged => device.Share(rows, columns, values);

        public void Dispose()
        {
        }
    }
}
