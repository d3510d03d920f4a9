using System.Text.Json;
using System.Text.Json.Serialization;

namespace SweepCluster.Cluster.Akka.Messages;

/// <summary>Messages as they are written; a change of one gets a new manifest.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SweepWake))]
[JsonSerializable(typeof(TopicChanged))]
internal sealed partial class WireJson : JsonSerializerContext;
