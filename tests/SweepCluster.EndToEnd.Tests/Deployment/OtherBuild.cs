using System.Reflection;
using System.Text;
using SweepCluster.Node.LocalRuns;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>The program under test with another version written into it.</summary>
internal static class OtherBuild
{
    /// <returns>The program, to be run by <c>dotnet</c>.</returns>
    public static string In(Workplace workplace)
    {
        var folder = Directory.CreateDirectory(workplace.File("other-build")).FullName;
        foreach (var entry in new DirectoryInfo(AppContext.BaseDirectory).EnumerateFileSystemInfos())
        {
            // The program itself lies there, lest the host follows the link back.
            if (entry.Name.StartsWith("sweep.", StringComparison.Ordinal))
            {
                File.Copy(entry.FullName, Path.Combine(folder, entry.Name));
            }
            else
            {
                File.CreateSymbolicLink(Path.Combine(folder, entry.Name), entry.FullName);
            }
        }

        var assembly = typeof(EnvironmentRecord).Assembly;
        var there = Path.Combine(folder, Path.GetFileName(assembly.Location));
        File.Delete(there);
        File.WriteAllBytes(there, WithVersion(File.ReadAllBytes(assembly.Location), assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion));
        return Path.Combine(folder, "sweep.dll");
    }

    // Of the same length, so that nothing else moves.
    private static byte[] WithVersion(byte[] program, string version)
    {
        var at = program.AsSpan().IndexOf(Encoding.UTF8.GetBytes(version));
        Assert.True(at >= 0, $"{version} is not in the program.");
        program[at] = (byte)'9';
        return program;
    }
}
