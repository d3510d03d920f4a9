using System.Globalization;

namespace SweepCluster.Bench.ClusterRuns;

/// <summary>Processor time of this process and of all that it started, such as a database server.</summary>
internal static class ProcessTree
{
    private const double TicksPerSecond = 100;

    // Fields of /proc/PID/stat, counted from the one after the program's name, which may have spaces in it.
    private const int Parent = 1;
    private const int UserTicks = 11;
    private const int LastOfTicks = 14;

    /// <summary>Children that have ended count with their parents.</summary>
    public static double CpuSeconds()
    {
        var all = Directory.GetDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
            .Select(Read)
            .OfType<(int Id, int Parent, double Seconds)>()
            .ToArray();
        var children = all.ToLookup(process => process.Parent);
        return all.Where(process => process.Id == Environment.ProcessId).Sum(SecondsOf);

        double SecondsOf((int Id, int Parent, double Seconds) process) => process.Seconds + children[process.Id].Sum(SecondsOf);
    }

    /// <summary>The most memory that this process had resident, in bytes.</summary>
    public static long PeakBytes() =>
        1024 * long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    private static (int, int, double)? Read(string folder)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = fields[UserTicks..(LastOfTicks + 1)].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
            return (int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), int.Parse(fields[Parent], CultureInfo.InvariantCulture), ticks / TicksPerSecond);
        }
        catch (IOException)
        {
            // It ended while it was looked at.
            return null;
        }
    }
}
