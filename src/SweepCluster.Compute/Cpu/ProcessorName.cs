namespace SweepCluster.Compute.Cpu;

internal static class ProcessorName
{
    private const string LinuxCpuInfo = "/proc/cpuinfo";

    /// <summary>The maker's name of the processor where the system tells it, else its architecture.</summary>
    public static string Read()
    {
        try
        {
            var line = File.Exists(LinuxCpuInfo)
                ? File.ReadLines(LinuxCpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
                : null;
            return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
                ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
                ?? System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString();
        }
        catch (IOException)
        {
            return System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString();
        }
    }
}
