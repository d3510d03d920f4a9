using System.Text.Json.Nodes;

namespace SweepCluster.Node.Configuration;

/// <summary>One setting: how it is named, explained, read and kept.</summary>
/// <param name="Name">The key in a file, as <c>lease.duration</c>.</param>
/// <param name="Flag">The flag of the command line, as <c>--lease-duration</c>; null where a value must not be seen in a list of processes.</param>
/// <param name="Wanted">What a value must be, to follow "must be".</param>
/// <param name="Default">As text, for documentation.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Schema">The value's JSON Schema.</param>
/// <param name="Set">Puts a text into settings; null when the text is not wanted.</param>
public sealed record SettingKey(
    string Name,
    string? Flag,
    string Wanted,
    string Default,
    string Description,
    JsonObject Schema,
    Func<NodeSettings, string, NodeSettings?> Set)
{
    public const string VariablePrefix = "SWEEP_";

    /// <summary>The variable of the environment, as <c>SWEEP_LEASE_DURATION</c>.</summary>
    public string Variable { get; } = VariablePrefix + Separated(Name, '_').ToUpperInvariant();

    /// <summary><c>tokens.viewerFile</c> as <c>tokens-viewer-file</c>.</summary>
    internal static string Separated(string name, char separator) =>
        string.Concat(name.Select(c => c == '.' ? separator.ToString() : char.IsUpper(c) ? $"{separator}{char.ToLowerInvariant(c)}" : c.ToString()));
}
