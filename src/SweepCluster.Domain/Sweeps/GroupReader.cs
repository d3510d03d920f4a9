using SweepCluster.Domain.Families;

namespace SweepCluster.Domain.Sweeps;

/// <summary>
/// Reads the keys of one group. Remembers which keys were asked for, so that <see cref="Finish"/> can name the
/// unknown ones. A value that is missing or wrong is null; a wrong one has been reported.
/// </summary>
internal sealed class GroupReader(MappingNode group, string path, FileErrors errors)
{
    private readonly List<string> _known = [];

    public FileErrors Errors => errors;

    public Place At => group.At;

    public MappingNode Group => group;

    /// <summary>The full name of a key of this group.</summary>
    public string Name(string key) => path.Length == 0 ? key : $"{path}.{key}";

    /// <summary>The value of a key; null when the file leaves it out.</summary>
    public FileNode? Find(string key)
    {
        _known.Add(key);
        return group.Find(key)?.Value is { IsAbsent: false } value ? value : null;
    }

    /// <summary>Where to point for a key: at its name, or at the group when it is missing.</summary>
    public Place PlaceOf(string key) => group.Find(key)?.KeyAt ?? group.At;

    public string? Text(string key, string wanted)
    {
        if (Find(key) is not { } node)
        {
            return null;
        }

        return node is ScalarNode { Text: var text } && !string.IsNullOrWhiteSpace(text) ? text : Refuse<string>(key, node, wanted);
    }

    public double? Real(string key, NumberRange range)
    {
        if (Find(key) is not { } node)
        {
            return null;
        }

        return YamlNumber.TryReal(node, out var number) && range.Contains(number)
            ? number
            : RefuseValue<double>(key, node, "a number" + range);
    }

    public long? Integer(string key, long minimum, long maximum)
    {
        if (Find(key) is not { } node)
        {
            return null;
        }

        return YamlNumber.TryInteger(node, out var number) && number >= minimum && number <= maximum
            ? number
            : RefuseValue<long>(key, node, "an integer" + new NumberRange(minimum, maximum));
    }

    public ulong? Seed(string key)
    {
        if (Find(key) is not { } node)
        {
            return null;
        }

        return YamlNumber.TrySeed(node, out var seed) ? seed : RefuseValue<ulong>(key, node, $"an integer from 0 to {ulong.MaxValue}");
    }

    /// <summary>The value that one of some names stands for.</summary>
    public T? Choice<T>(string key, IReadOnlyList<(string Name, T Value)> choices)
        where T : struct
    {
        if (Find(key) is not { } node)
        {
            return null;
        }

        foreach (var (name, value) in choices)
        {
            if (node is ScalarNode scalar && scalar.Text == name)
            {
                return value;
            }
        }

        return RefuseValue<T>(key, node, "one of " + string.Join(", ", choices.Select(choice => choice.Name)));
    }

    /// <summary>A group inside this one; an empty group when the file leaves it out.</summary>
    public GroupReader Inner(string key)
    {
        var node = Find(key);
        var at = PlaceOf(key);
        if (node is not null and not MappingNode)
        {
            Refuse<string>(key, node, "a group of keys");
        }

        return new GroupReader(node as MappingNode ?? new MappingNode(at, []), Name(key), errors);
    }

    public void Error(string key, string message) => errors.Add(PlaceOf(key), Name(key), message);

    public void Required(string key, string what)
    {
        if (group.Find(key)?.Value is null or { IsAbsent: true })
        {
            errors.Add(PlaceOf(key), Name(key), $"is missing; it must be {what}");
        }
    }

    /// <summary>Reports every key that nobody asked for.</summary>
    public void Finish()
    {
        foreach (var entry in group.Entries.Where(entry => !_known.Contains(entry.Key)))
        {
            errors.Add(entry.KeyAt, Name(entry.Key), "unknown key" + NearestName.Suggestion(entry.Key, _known));
        }
    }

    public T? Refuse<T>(string key, FileNode node, string wanted)
        where T : class
    {
        errors.Add(node.At, Name(key), $"found {node.Found}, but it must be {wanted}");
        return null;
    }

    public T? RefuseValue<T>(string key, FileNode node, string wanted)
        where T : struct
    {
        errors.Add(node.At, Name(key), $"found {node.Found}, but it must be {wanted}");
        return null;
    }
}
