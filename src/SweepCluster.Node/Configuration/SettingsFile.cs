using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Node.Configuration;

/// <summary>Reads a file of settings into texts by key. JSON is read as the YAML that it is.</summary>
internal static class SettingsFile
{
    /// <summary>Every value with its place; a list is its items with commas between.</summary>
    public static List<GivenSetting> Read(string file, List<string> mistakes)
    {
        var given = new List<GivenSetting>();
        if (Text(file, mistakes) is not { } text)
        {
            return given;
        }

        var errors = new FileErrors();
        var root = FileTree.Read(text, file, errors);
        mistakes.AddRange(errors.Sorted().Select(error => error.ToString()));
        switch (root)
        {
            case null or { IsAbsent: true }:
                break;
            case MappingNode group:
                Collect(group, "", given, mistakes);
                break;
            default:
                mistakes.Add($"{file}: found {root.Found}, but a file of settings is a group of keys: roles, store, listen, …");
                break;
        }

        return given;
    }

    private static string? Text(string file, List<string> mistakes)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            mistakes.Add($"{file} cannot be read: {error.Message} Name a file of settings with --config.");
            return null;
        }
    }

    private static void Collect(MappingNode group, string path, List<GivenSetting> given, List<string> mistakes)
    {
        foreach (var entry in group.Entries)
        {
            var (name, place) = (path + entry.Key, Where(entry.KeyAt));
            switch (entry.Value)
            {
                case { IsAbsent: true }:
                    break;
                case ScalarNode scalar:
                    given.Add(new GivenSetting(place, name, name, scalar.Text));
                    break;
                case SequenceNode list when list.Items.All(item => item is ScalarNode):
                    given.Add(new GivenSetting(place, name, name, string.Join(',', list.Items.Select(item => ((ScalarNode)item).Text))));
                    break;
                case MappingNode inner when SettingKeys.All.Any(key => key.Name.StartsWith(name + ".", StringComparison.Ordinal)):
                    Collect(inner, name + ".", given, mistakes);
                    break;
                case MappingNode when SettingKeys.Find(name) is null:
                    given.Add(new GivenSetting(place, name, name, ""));
                    break;
                default:
                    mistakes.Add($"{place}: {name}: found {entry.Value.Found}, but it must be a value or a list of values");
                    break;
            }
        }
    }

    private static string Where(Place place) => $"{place.FileName}:{place.Line}:{place.Column}";
}
