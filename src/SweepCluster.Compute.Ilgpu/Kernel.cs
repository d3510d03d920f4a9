using ILGPU;
using ILGPU.Runtime;
using SweepCluster.Compute.Ilgpu.Kernels;

namespace SweepCluster.Compute.Ilgpu;

/// <summary>A kernel that is compiled for its accelerator when it is first launched.</summary>
internal sealed class Kernel<TArguments>(Accelerator accelerator, Action<Frame, TArguments> body)
    where TArguments : struct
{
    private Action<AcceleratorStream, KernelConfig, Frame, TArguments>? _launch;

    public void Launch(AcceleratorStream stream, KernelConfig shape, Frame frame, TArguments arguments)
    {
        _launch ??= accelerator.LoadKernel(body);
        _launch(stream, shape, frame, arguments);
    }
}
