namespace SweepCluster.Node.Devices;

/// <summary>A device that this build can use on this machine.</summary>
/// <param name="Id">What users call it: <c>cpu</c>, <c>cuda:0</c>, <c>opencl:1</c>.</param>
/// <param name="Name">The maker's name of the model.</param>
public sealed record FoundDevice(string Id, string Name);
