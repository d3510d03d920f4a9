namespace SweepCluster.Compute.Ilgpu.Kernels;

/// <summary>Marks what is compiled for accelerators, so that a test can compile all of it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DeviceKernelAttribute : Attribute;
