using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>YAML as the JSON that it stands for, with anchors and merge keys resolved.</summary>
internal static class YamlText
{
    /// <summary>Every document of a text; empty ones are left out.</summary>
    public static IReadOnlyList<JsonNode> Documents(string text)
    {
        var stream = new YamlStream();
        stream.Load(new MergingParser(new Parser(new StringReader(text))));
        return [.. stream.Documents.Select(document => Json(document.RootNode)).OfType<JsonNode>()];
    }

    /// <summary>The only document of a file of the repository.</summary>
    public static JsonNode File(params string[] path) =>
        Documents(System.IO.File.ReadAllText(Path.Combine([Workplace.Repository, .. path]))).Single();

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Json(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new InvalidDataException($"{node.Start}: a kind of node that JSON does not have"),
    };

    private static JsonNode? Plain(string text) => text switch
    {
        "" or "null" or "~" => null,
        "true" => true,
        "false" => false,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => text,
    };
}
