using System.Reflection;
using System.Runtime.InteropServices;
using SweepCluster.Compute;

namespace SweepCluster.Node.LocalRuns;

/// <summary>Where results came from: enough to make them again.</summary>
public sealed record EnvironmentRecord
{
    public required string Version { get; init; }

    /// <summary>The git revision that the program was built from, or <c>unknown</c> outside a checkout.</summary>
    public required string Revision { get; init; }

    public required string Runtime { get; init; }

    public required string OperatingSystem { get; init; }

    /// <summary>Makers' names, one of each device.</summary>
    public required string Device { get; init; }

    /// <summary>Trials give the same bits on devices of the same kind; several where the user asked for several.</summary>
    public required string DeviceKind { get; init; }

    public required int DeviceCores { get; init; }

    public required ulong Seed { get; init; }

    public required int ClassifierVersion { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    public required string End { get; init; }

    /// <summary>Version and revision as the build stamped them: <c>0.1.0+revision</c>.</summary>
    public static (string Version, string Revision) Program()
    {
        var informational = typeof(EnvironmentRecord).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var plus = informational.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? (informational, "unknown") : (informational[..plus], informational[(plus + 1)..]);
    }

    public static EnvironmentRecord Of(IReadOnlyList<DeviceDescription> devices, ulong seed, int classifierVersion, DateTimeOffset startedAt, DateTimeOffset endedAt, string end) => new()
    {
        Version = Program().Version,
        Revision = Program().Revision,
        Runtime = RuntimeInformation.FrameworkDescription,
        OperatingSystem = RuntimeInformation.OSDescription,
        Device = string.Join(", ", devices.Select(device => device.Name)),
        DeviceKind = string.Join(", ", devices.Select(device => device.Kind).Distinct()),
        DeviceCores = devices.Sum(device => device.Cores),
        Seed = seed,
        ClassifierVersion = classifierVersion,
        StartedAt = startedAt,
        EndedAt = endedAt,
        End = end,
    };
}
