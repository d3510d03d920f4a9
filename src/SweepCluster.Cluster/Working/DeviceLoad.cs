namespace SweepCluster.Cluster.Working;

/// <summary>What a device has done and does, as far as its worker knows.</summary>
/// <param name="Busy">Time in which it trained, what is under way included.</param>
/// <param name="Population">Members that it trains now.</param>
/// <param name="MemoryBytes">What these fill, by their shapes.</param>
/// <param name="Operations">Floating-point operations of the trials that it has finished, by their shapes and steps.</param>
public readonly record struct DeviceLoad(TimeSpan Busy, int Population, long MemoryBytes, double Operations);
