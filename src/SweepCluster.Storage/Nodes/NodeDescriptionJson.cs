using System.Text.Json;
using System.Text.Json.Serialization;

namespace SweepCluster.Storage.Nodes;

/// <summary>Nodes as the stores keep them: their text changes with every heartbeat and is never searched.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(NodeDescription))]
internal sealed partial class NodeDescriptionJson : JsonSerializerContext
{
    public static string Write(NodeDescription node) => JsonSerializer.Serialize(node, Default.NodeDescription);

    public static NodeDescription Read(string text) => JsonSerializer.Deserialize(text, Default.NodeDescription)!;
}
