using System.Text.Json;

namespace SweepCluster.Node.LocalRuns.Zooms;

/// <summary>What a child sweep's folder remembers of its parent, as <c>zoom.json</c>.</summary>
/// <param name="Parent">The parent's folder, relative to the child's.</param>
/// <param name="ParentSweep">The parent's id: its name and a hash of all its settings.</param>
/// <param name="X">The window across as <c>lo:hi</c>; null where the whole axis is kept.</param>
/// <param name="Y">The window upwards.</param>
/// <param name="Reused">Trials of the parent that the child began with.</param>
public sealed record ZoomRecord(string Parent, string ParentSweep, string? X, string? Y, int Reused)
{
    public const string FileName = "zoom.json";

    /// <summary>The record of a folder; null where it is no zoom.</summary>
    public static ZoomRecord? Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), NodeJson.Default.ZoomRecord) : null;
        }
        catch (JsonException exception)
        {
            throw new UserException($"{file} is damaged: {exception.Message} Make the zoom again into another folder.", exception);
        }
    }

    public void Write(string folder) => File.WriteAllBytes(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(this, NodeJson.Default.ZoomRecord));

    /// <summary>The zooms of a folder: children below its <c>zooms</c> folder or beside it, with theirs.</summary>
    public static IEnumerable<(string Folder, ZoomRecord Zoom)> ChildrenOf(string folder)
    {
        var full = Path.GetFullPath(folder);
        return new[] { Path.Combine(full, "zooms"), Path.GetDirectoryName(full) }
            .Where(Directory.Exists)
            .SelectMany(place => Directory.EnumerateDirectories(place!))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(child => (Folder: child, Zoom: Read(child)))
            .Where(child => child.Zoom is { } zoom && Path.GetFullPath(Path.Combine(child.Folder, zoom.Parent)) == full)
            .Select(child => (child.Folder, child.Zoom!));
    }
}
