namespace SweepCluster.Node.Devices;

/// <summary>How many trials of one shape a device trains at once.</summary>
/// <param name="Shape">The parameters that decide over the arrays' shapes.</param>
/// <param name="MemberBytes">Device memory of one trial.</param>
/// <param name="Trials">The largest population, over all queues of the device.</param>
public sealed record ShapeCapacity(string Shape, long MemberBytes, long Trials);
