using System.Text.Json.Serialization;
using SweepCluster.Node.LocalRuns;

namespace SweepCluster.Node;

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EnvironmentRecord))]
internal sealed partial class NodeJson : JsonSerializerContext;
