using System.Text.RegularExpressions;

namespace SweepCluster.Node.Devices;

/// <summary>Which devices a user means. Pure: what there is comes in.</summary>
internal static partial class DeviceChoice
{
    public const string Cpu = "cpu";

    /// <summary>All GPUs; the CPU where there is none, for kinds are not mixed unless both are named.</summary>
    public const string All = "all";

    /// <summary>The devices to open, each once, in the order named.</summary>
    /// <param name="asked">Names, or <see cref="All"/>; nothing means the same.</param>
    /// <param name="found">Names of all that there are, <see cref="Cpu"/> among them.</param>
    /// <param name="unlisted">Names that work without being found.</param>
    /// <param name="hasGpus">Whether the build has what drives GPUs.</param>
    /// <param name="setting">What named the devices, for the message.</param>
    /// <exception cref="UserException">There is no such device.</exception>
    public static IReadOnlyList<string> Of(
        IReadOnlyCollection<string> asked, IReadOnlyList<string> found, IReadOnlyCollection<string> unlisted, bool hasGpus, string setting)
    {
        var unknown = asked.Where(name => name != All && !found.Contains(name) && !unlisted.Contains(name)).Distinct().ToArray();
        if (unknown.Length > 0)
        {
            throw new UserException(string.Join(Environment.NewLine, unknown.Select(name => $"{setting}: {Mistake(name, hasGpus)} There is: {string.Join(", ", found)}.")));
        }

        string[] gpus = [.. found.Where(name => name != Cpu)];
        string[] best = gpus.Length > 0 ? gpus : [Cpu];
        return [.. asked.DefaultIfEmpty(All).SelectMany(name => name == All ? best : [name]).Distinct()];
    }

    private static string Mistake(string name, bool hasGpus) => !GpuName().IsMatch(name)
        ? $"'{name}' is not the name of a device, such as cpu, cuda:0, opencl:0 or all."
        : hasGpus
            ? $"there is no '{name}' on this machine, or its driver does not answer."
            : $"'{name}' needs the device engine for GPUs, which this build does not have: build with -p:WithIlgpu=true where the package ILGPU can be restored (docs/devices.md).";

    [GeneratedRegex(@"^(cuda|opencl):\d+$")]
    private static partial Regex GpuName();
}
