using System.Collections.Immutable;

namespace SweepCluster.Domain.Sweeps;

/// <summary>Puts values of the command line into a file's tree, as if they had been written there.</summary>
internal static class FileOverrides
{
    public static FileNode Apply(FileNode root, IReadOnlyList<KeyValuePair<string, string>> overrides, FileErrors errors)
    {
        foreach (var (key, text) in overrides)
        {
            if (FileTree.Read(text, $"--set {key}", errors) is { } value)
            {
                root = Set(root, key.Split('.'), 0, value, errors);
            }
        }

        return root;
    }

    private static FileNode Set(FileNode node, string[] path, int depth, FileNode value, FileErrors errors)
    {
        if (depth == path.Length)
        {
            return value;
        }

        return node switch
        {
            SequenceNode axes => SetInAxes(axes, path, depth, value, errors),
            MappingNode group => SetInGroup(group, path, depth, value, errors),
            _ when node.IsAbsent => SetInGroup(new MappingNode(node.At, []), path, depth, value, errors),
            _ => Refuse(node, path, depth, value, errors, $"{string.Join('.', path[..depth])} is {node.Found}, which has no keys"),
        };
    }

    private static MappingNode SetInGroup(MappingNode group, string[] path, int depth, FileNode value, FileErrors errors)
    {
        var key = path[depth];
        var old = group.Find(key);
        var inner = Set(old?.Value ?? new ScalarNode(value.At, "", IsPlain: true), path, depth + 1, value, errors);
        var replaced = new FileEntry(key, old?.KeyAt ?? value.At, inner);
        return group with { Entries = [.. group.Entries.Where(entry => !ReplacedBy(key).Contains(entry.Key)), replaced] };
    }

    /// <summary>What a key takes the place of: itself, and those of which a group has only one.</summary>
    private static string[] ReplacedBy(string key) => key switch
    {
        "values" => ["values", "log", "linear", "int"],
        "log" or "linear" or "int" => ["values", "scale", "log", "linear", "int"],
        "epochs" or "steps" => ["epochs", "steps"],
        _ => [key],
    };

    private static SequenceNode SetInAxes(SequenceNode axes, string[] path, int depth, FileNode value, FileErrors errors)
    {
        var names = axes.Items.Select(item => (item as MappingNode)?.Find("parameter")?.Value is ScalarNode name ? name.Text : null).ToImmutableArray();
        var at = names.IndexOf(path[depth]);
        return at >= 0
            ? axes with { Items = axes.Items.SetItem(at, Set(axes.Items[at], path, depth + 1, value, errors)) }
            : Refuse(axes, path, depth, value, errors, $"there is no axis '{path[depth]}'; the axes are: {string.Join(", ", names.Where(name => name is not null))}");
    }

    private static TNode Refuse<TNode>(TNode node, string[] path, int depth, FileNode value, FileErrors errors, string message)
        where TNode : FileNode
    {
        errors.Add(value.At, string.Join('.', path[..(depth + 1)]), message);
        return node;
    }
}
