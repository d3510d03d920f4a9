using SweepCluster.Compute.Measuring.Rooflines;

namespace SweepCluster.Cli.Bench;

/// <summary>What is measured.</summary>
internal static class BenchJobs
{
    /// <summary>The models that were named; a large and a small network and a cascade if none was.</summary>
    /// <param name="batch">Instead of each model's own; likewise the population.</param>
    public static IReadOnlyList<RooflineJob> Of(int[]? network, int[]? cascade, int? batch, int? population)
    {
        if (network is null && cascade is null)
        {
            return
            [
                new NetworkJob([784, 64, 32, 10], batch ?? 128, population ?? 1024),
                new NetworkJob([2, 16, 2], batch ?? 32, population ?? 1 << 16),
                new CascadeJob([784, 100, 20, 20, 10], batch ?? 500, population ?? 10),
            ];
        }

        var jobs = new List<RooflineJob>();
        if (network is not null)
        {
            jobs.Add(new NetworkJob(network, batch ?? 128, population ?? 1024));
        }

        if (cascade is not null)
        {
            jobs.Add(new CascadeJob(cascade, batch ?? 500, population ?? 10));
        }

        return jobs;
    }
}
