using System.Collections.Immutable;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SweepCluster.Domain.Sweeps;

/// <summary>
/// Reads YAML into nodes that know their places. Refuses what sweep files do not need and what could make a small
/// file expensive: aliases, tags, several documents, deep nesting, large texts.
/// </summary>
internal sealed class FileTree
{
    private const int MostNesting = 16;
    private const int MostBytes = 1 << 20;
    private const int LongestKey = 200;

    private readonly string _fileName;
    private readonly FileErrors _errors;
    private readonly Parser _events;

    private FileTree(string text, string fileName, FileErrors errors)
    {
        _fileName = fileName;
        _errors = errors;
        _events = new Parser(new Scanner(new StringReader(text), skipComments: true));
    }

    /// <summary>The file's one value; null, with an error, when the text is not YAML or is refused.</summary>
    public static FileNode? Read(string text, string fileName, FileErrors errors)
    {
        var start = new Place(fileName, 1, 1);
        if (Encoding.UTF8.GetByteCount(text) > MostBytes)
        {
            errors.Add(start, "", "the text is larger than 1 MiB, the most that is allowed");
            return null;
        }

        try
        {
            return new FileTree(text, fileName, errors).Document();
        }
        catch (RefusedException refused)
        {
            errors.Add(refused.At, "", refused.Message);
        }
        catch (YamlException error)
        {
            errors.Add(Where(fileName, error.Start), "", $"not valid YAML: {Sentence(error)}");
        }
        catch (Exception error) when (error is ArgumentException or FormatException or OverflowException or InvalidOperationException or IndexOutOfRangeException)
        {
            // The YAML reader lets these escape for a few malformed texts, such as an escape outside Unicode.
            errors.Add(start, "", $"not valid YAML: {error.Message}");
        }

        return null;
    }

    private static Place Where(string fileName, Mark mark) => new(fileName, Math.Max(1, (int)mark.Line), Math.Max(1, (int)mark.Column));

    private static string Sentence(YamlException error)
    {
        var message = (error.InnerException ?? error).Message;
        return message.Length == 0 ? message : char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.');
    }

    private FileNode Document()
    {
        _events.Consume<StreamStart>();
        if (_events.Accept<StreamEnd>(out var end))
        {
            return new ScalarNode(Where(_fileName, end.Start), "", IsPlain: true);
        }

        _events.Consume<DocumentStart>();
        var node = Node(depth: 1, path: "");
        _events.Consume<DocumentEnd>();
        return _events.Accept<DocumentStart>(out var second)
            ? throw new RefusedException(Where(_fileName, second.Start), "a second document begins here; a sweep file is one document")
            : node;
    }

    private FileNode Node(int depth, string path)
    {
        var at = Where(_fileName, _events.Current?.Start ?? Mark.Empty);
        if (_events.Accept<NodeEvent>(out var node))
        {
            at = Where(_fileName, node.Start);
            if (depth > MostNesting)
            {
                throw new RefusedException(at, $"values are nested more than {MostNesting} deep");
            }

            if (!node.Anchor.IsEmpty || !node.Tag.IsEmpty)
            {
                throw new RefusedException(at, "anchors and tags are not allowed; write the value itself");
            }
        }

        if (_events.TryConsume<Scalar>(out var scalar))
        {
            return new ScalarNode(at, scalar.Value, scalar.Style == ScalarStyle.Plain);
        }

        if (_events.TryConsume<SequenceStart>(out _))
        {
            var items = ImmutableArray.CreateBuilder<FileNode>();
            while (!_events.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Node(depth + 1, $"{path}[{items.Count}]"));
            }

            return new SequenceNode(at, items.ToImmutable());
        }

        return _events.TryConsume<MappingStart>(out _)
            ? new MappingNode(at, Entries(depth, path))
            : throw new RefusedException(at, "aliases are not allowed; write the value itself");
    }

    private ImmutableArray<FileEntry> Entries(int depth, string path)
    {
        var entries = new Dictionary<string, FileEntry>(StringComparer.Ordinal);
        while (!_events.TryConsume<MappingEnd>(out _))
        {
            if (Node(depth + 1, path) is not ScalarNode key)
            {
                throw new RefusedException(Where(_fileName, _events.Current?.Start ?? Mark.Empty), "a key must be a name, not a list or a group");
            }

            if (key.Text.Length > LongestKey)
            {
                throw new RefusedException(key.At, $"this key has more than {LongestKey} characters");
            }

            var name = path.Length == 0 ? key.Text : $"{path}.{key.Text}";
            var entry = new FileEntry(key.Text, key.At, Node(depth + 1, name));
            if (!entries.TryAdd(key.Text, entry))
            {
                _errors.Add(key.At, name, $"this key was already given in line {entries[key.Text].KeyAt.Line}");
            }
        }

        return [.. entries.Values];
    }

    private sealed class RefusedException(Place at, string message) : Exception(message)
    {
        public Place At { get; } = at;
    }
}
