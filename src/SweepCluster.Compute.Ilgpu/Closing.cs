using ILGPU.Runtime;

namespace SweepCluster.Compute.Ilgpu;

/// <summary>Giving back what a device holds.</summary>
internal static class Closing
{
    public static void Of(Action close)
    {
        try
        {
            close();
        }
        catch (AcceleratorException)
        {
            // A device that was lost has freed everything already; what it failed with was told by the operation that it failed in.
        }
    }
}
