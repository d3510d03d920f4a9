using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SweepCluster.Cli.Remote;

/// <summary>Where a command's answer goes, and in which form.</summary>
/// <param name="IsJson">For scripts, whatever else was asked for.</param>
/// <param name="IsQuiet">Only what a script needs.</param>
internal sealed record Answer(TextWriter Output, bool IsJson, bool IsQuiet)
{
    /// <summary>Prints one of the forms.</summary>
    /// <param name="text">For people.</param>
    /// <param name="quiet">What a script needs; null for nothing.</param>
    public void Write<T>(T document, JsonTypeInfo<T> type, Func<string> text, string? quiet = null)
    {
        if (IsJson)
        {
            Output.WriteLine(JsonSerializer.Serialize(document, type));
        }
        else if (!IsQuiet)
        {
            Output.WriteLine(text());
        }
        else if (quiet is not null)
        {
            Output.WriteLine(quiet);
        }
    }
}
