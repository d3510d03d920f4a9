using System.Collections.Immutable;

namespace SweepCluster.Node.Configuration;

/// <summary>Who may use the API. Several tokens of a role let one be exchanged without a pause.</summary>
public sealed record AccessTokens(ImmutableArray<string> Viewers, ImmutableArray<string> Operators)
{
    /// <summary>Fewer characters could be guessed.</summary>
    public const int Shortest = 16;

    public static AccessTokens None { get; } = new([], []);

    public bool Any => !Viewers.IsEmpty || !Operators.IsEmpty;

    /// <summary>Says how many there are; never what they are.</summary>
    public override string ToString() => $"{Viewers.Length} viewer and {Operators.Length} operator tokens";
}
