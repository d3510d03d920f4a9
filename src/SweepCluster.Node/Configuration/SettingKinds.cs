using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Node.Configuration;

/// <summary>Rows of the table of settings, one function per kind of value.</summary>
internal static class SettingKinds
{
    public static SettingKey Text(string name, string wanted, string @default, string description, Func<NodeSettings, string, NodeSettings?> set) =>
        new(name, FlagOf(name), wanted, @default, description, SchemaNodes.Text(description), set);

    public static SettingKey Texts(string name, string wanted, string @default, string description, Func<NodeSettings, ImmutableArray<string>, NodeSettings?> set) =>
        new(name, FlagOf(name), wanted, @default, description, List(description, new JsonObject { ["type"] = "string" }), (settings, text) => Parts(text) is { IsEmpty: false } parts ? set(settings, parts) : null);

    public static SettingKey Name<T>(string name, string @default, string description, Func<NodeSettings, T, NodeSettings> set)
        where T : struct, Enum =>
        new(name, FlagOf(name), "one of " + string.Join(", ", NamesOf<T>()), @default, description, SchemaNodes.Names(description, NamesOf<T>()), (settings, text) => Parse<T>(text) is { } value ? set(settings, value) : null);

    public static SettingKey Names<T>(string name, string @default, string description, Func<NodeSettings, ImmutableArray<T>, NodeSettings> set)
        where T : struct, Enum =>
        new(
            name,
            FlagOf(name),
            "one or more of " + string.Join(", ", NamesOf<T>()),
            @default,
            description,
            List(description, new JsonObject { ["enum"] = new JsonArray([.. NamesOf<T>()]) }),
            (settings, text) =>
            {
                var values = Parts(text).Select(Parse<T>).ToArray();
                return values.Length > 0 && values.All(value => value is not null) ? set(settings, [.. values.Select(value => value!.Value).Distinct()]) : null;
            });

    public static SettingKey Integer(string name, int @default, int least, int most, string description, Func<NodeSettings, int, NodeSettings> set) =>
        new(name, FlagOf(name), "an integer" + new NumberRange(least, most), @default.ToString(CultureInfo.InvariantCulture), description, SchemaNodes.Integer(description, least, most), (settings, text) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? set(settings, number) : null);

    public static SettingKey Share(string name, double @default, string description, Func<NodeSettings, double, NodeSettings> set) =>
        new(name, FlagOf(name), "a number from 0 to 1", @default.ToString(CultureInfo.InvariantCulture), description, SchemaNodes.Described(description, new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 1 }), (settings, text) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1 ? set(settings, share) : null);

    public static SettingKey Time(string name, TimeSpan @default, double leastSeconds, double mostSeconds, string description, Func<NodeSettings, TimeSpan, NodeSettings> set)
    {
        var (least, most) = (TimeSpan.FromSeconds(leastSeconds), TimeSpan.FromSeconds(mostSeconds));
        return new(name, FlagOf(name), $"a duration from {Duration.Write(least)} to {Duration.Write(most)}, such as 30s or 2m", Duration.Write(@default), description, SchemaNodes.Text(description), (settings, text) =>
            Duration.Parse(text) is { } time && time >= least && time <= most ? set(settings, time) : null);
    }

    public static SettingKey Secrets(string name, string description, Func<NodeSettings, ImmutableArray<string>, NodeSettings> set) =>
        new(name, null, $"tokens of {AccessTokens.Shortest} visible ASCII characters or more", "none", description, SchemaNodes.Text(description), (settings, text) =>
            Parts(text) is var tokens && AreTokens(tokens) ? set(settings, tokens) : null);

    public static SettingKey Password(string name, string description, Func<NodeSettings, string, NodeSettings> set) =>
        new(name, null, "a password", "none", description, SchemaNodes.Text(description), set);

    public static SettingKey SecretFile(string name, string description, Func<NodeSettings, ImmutableArray<string>, NodeSettings> set) =>
        new(name, FlagOf(name), $"a readable file with tokens of {AccessTokens.Shortest} visible ASCII characters or more, one a line", "none", description, SchemaNodes.Text(description), (settings, text) =>
            TokensIn(text) is { } tokens && AreTokens(tokens) ? set(settings, tokens) : null);

    private static bool AreTokens(ImmutableArray<string> tokens) =>
        !tokens.IsEmpty && tokens.All(token => token.Length >= AccessTokens.Shortest && token.All(c => c is > ' ' and <= '~'));

    private static ImmutableArray<string>? TokensIn(string file)
    {
        try
        {
            return [.. File.ReadAllLines(file).Select(line => line.Trim()).Where(line => line.Length > 0)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string FlagOf(string name) => "--" + SettingKey.Separated(name, '-');

    private static ImmutableArray<string> Parts(string text) => [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static IEnumerable<string> NamesOf<T>()
        where T : struct, Enum => Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName);

    private static T? Parse<T>(string text)
        where T : struct, Enum => NamesOf<T>().Contains(text) ? Enum.Parse<T>(text, ignoreCase: true) : null;

    private static JsonObject List(string description, JsonObject item) => SchemaNodes.Described(description, new JsonObject
    {
        ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "array", ["items"] = item, ["minItems"] = 1 }, new JsonObject { ["type"] = "string" }),
    });
}
