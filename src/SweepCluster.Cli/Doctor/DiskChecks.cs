using System.Globalization;

namespace SweepCluster.Cli.Doctor;

/// <summary>Whether there is room for results.</summary>
internal static class DiskChecks
{
    private const long Little = 5L << 30;
    private const long TooLittle = 500L << 20;

    /// <param name="folder">Where something will be written; it need not exist yet.</param>
    public static Finding Of(string folder)
    {
        var existing = Path.GetFullPath(folder);
        while (!Directory.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing)!;
        }

        try
        {
            return Space(existing, new DriveInfo(existing).AvailableFreeSpace);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new Finding("disk", FindingStatus.Warn, $"{existing}: {exception.Message}", "Make sure that the folder can be read and written.");
        }
    }

    /// <param name="free">Bytes.</param>
    internal static Finding Space(string folder, long free)
    {
        var found = string.Create(CultureInfo.InvariantCulture, $"{free / (double)(1L << 30):0.0} GiB free at {folder}");
        return free < TooLittle ? new Finding("disk", FindingStatus.Fail, found, "Free some space: a sweep stops when its results cannot be written.")
            : free < Little ? new Finding("disk", FindingStatus.Warn, found, "A million trials take about 1.5 GB; free some space before large sweeps.")
            : new Finding("disk", FindingStatus.Ok, found);
    }
}
