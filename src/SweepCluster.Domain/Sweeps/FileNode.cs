using System.Collections.Immutable;

namespace SweepCluster.Domain.Sweeps;

/// <summary>A place in a file; line and column count from 1.</summary>
internal readonly record struct Place(string FileName, int Line, int Column);

/// <summary>A value of a YAML file and where it stands.</summary>
internal abstract record FileNode(Place At)
{
    /// <summary>What to call the value in a message.</summary>
    public abstract string Found { get; }

    /// <summary>Whether the value was left out after its key, or is YAML's null.</summary>
    public virtual bool IsAbsent => false;
}

/// <param name="IsPlain">Whether it stands without quotes, so that it can be a number.</param>
internal sealed record ScalarNode(Place At, string Text, bool IsPlain) : FileNode(At)
{
    public override string Found => IsAbsent ? "nothing" : $"'{(Text.Length <= 60 ? Text : Text[..60] + "…")}'";

    public override bool IsAbsent => IsPlain && Text is ("" or "~" or "null");
}

internal sealed record SequenceNode(Place At, ImmutableArray<FileNode> Items) : FileNode(At)
{
    public override string Found => "a list";
}

internal sealed record MappingNode(Place At, ImmutableArray<FileEntry> Entries) : FileNode(At)
{
    public override string Found => "a group of keys";

    public FileEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);
}

internal sealed record FileEntry(string Key, Place KeyAt, FileNode Value);
