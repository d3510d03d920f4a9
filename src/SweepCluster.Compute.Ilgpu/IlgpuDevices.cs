using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace SweepCluster.Compute.Ilgpu;

/// <summary>The accelerators of this machine, by the names that users give them.</summary>
public static class IlgpuDevices
{
    /// <summary>ILGPU's own CPU accelerator: slow, for tests; named by nobody's list.</summary>
    public const string Debugger = "ilgpu-cpu";

    /// <summary>All GPUs: cuda:0 …, then opencl:0 … for those that CUDA does not have.</summary>
    public static IReadOnlyList<(string Id, string Name)> All()
    {
        using var context = Context.Create(Configure);
        return [.. Named(context).Select(device => (device.Id, device.Device.Name))];
    }

    /// <summary>Opens a device, with a context of its own.</summary>
    /// <param name="id">As of <see cref="All"/>, or <see cref="Debugger"/>.</param>
    /// <exception cref="InvalidOperationException">There is none of this name, or it does not start.</exception>
    public static IDevice Open(string id) => new IlgpuDevice(id);

    /// <summary>The device of a name in a new context, which is the caller's; null if there is none.</summary>
    internal static (Context Context, Device Device)? Find(string id)
    {
        var context = Context.Create(Configure);
        try
        {
            var found = id == Debugger ? context.GetCPUDevice(0) : Named(context).FirstOrDefault(device => device.Id == id).Device;
            if (found is not null)
            {
                return (context, found);
            }
        }
        catch
        {
            context.Dispose();
            throw;
        }

        context.Dispose();
        return null;
    }

    private static void Configure(Context.Builder builder) => builder
        .Cuda()
        .OpenCL()
        .CPU(new CPUDevice(numThreadsPerWarp: 4, numWarpsPerMultiprocessor: 4, numMultiprocessors: 1))
        .Optimize(OptimizationLevel.O2);

    private static List<(string Id, Device Device)> Named(Context context)
    {
        var named = new List<(string Id, Device Device)>();
        foreach (var device in context.GetCudaDevices())
        {
            named.Add(($"cuda:{named.Count}", device));
        }

        // NVIDIA's cards have an OpenCL side too; they are not named twice.
        var others = 0;
        foreach (var device in context.GetCLDevices())
        {
            if (device.DeviceType == CLDeviceType.CL_DEVICE_TYPE_GPU && device.Vendor != CLDeviceVendor.Nvidia)
            {
                named.Add(($"opencl:{others++}", device));
            }
        }

        return named;
    }
}
