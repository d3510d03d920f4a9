using System.Collections.Immutable;

namespace SweepCluster.Cluster.Measuring;

/// <summary>The few kinds of machine failures that metrics tell apart.</summary>
public static class FailureCause
{
    public const string OutOfMemory = "out_of_memory";
    public const string WorkerLost = "worker_lost";
    public const string Device = "device";
    public const string Other = "other";

    public static ImmutableArray<string> All { get; } = [OutOfMemory, WorkerLost, Device, Other];

    /// <param name="cause">As it is kept with the chunk.</param>
    public static string Of(string? cause) => cause switch
    {
        null => Other,
        _ when Has(cause, "OutOfMemory") || Has(cause, "InsufficientMemory") || Has(cause, "out of memory") => OutOfMemory,
        _ when Has(cause, "nothing was heard") || Has(cause, "lease ran out") => WorkerLost,
        _ when Has(cause, "device") || Has(cause, "CUDA") || Has(cause, "OpenCL") || Has(cause, "driver") => Device,
        _ => Other,
    };

    private static bool Has(string cause, string part) => cause.Contains(part, StringComparison.OrdinalIgnoreCase);
}
