using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace SweepCluster.Compute.Ilgpu;

/// <summary>Says that device memory has run out in the way that makes a population halve.</summary>
internal static class Exhaustion
{
    /// <exception cref="OutOfMemoryException">The accelerator has no room for it.</exception>
    public static MemoryBuffer1D<T, ILGPU.Stride1D.Dense> Watch<T>(Func<MemoryBuffer1D<T, ILGPU.Stride1D.Dense>> allocate)
        where T : unmanaged
    {
        try
        {
            return allocate();
        }
        catch (AcceleratorException failure) when (IsExhaustion(failure))
        {
            // A population that failed half way through its arrays leaves them to the finalisers.
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        try
        {
            return allocate();
        }
        catch (AcceleratorException failure) when (IsExhaustion(failure))
        {
            throw new InsufficientMemoryException($"The device has no room: {failure.Message}", failure);
        }
    }

    private static bool IsExhaustion(AcceleratorException failure) => failure switch
    {
        CudaException cuda => cuda.Error == "CUDA_ERROR_OUT_OF_MEMORY",
        CLException openCl => openCl.Error is CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE or CLError.CL_OUT_OF_RESOURCES or CLError.CL_OUT_OF_HOST_MEMORY,
        _ => false,
    };
}
