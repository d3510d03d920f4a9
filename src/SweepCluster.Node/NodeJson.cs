using System.Text.Json.Serialization;
using SweepCluster.Node.LocalRuns;
using SweepCluster.Node.LocalRuns.Zooms;

namespace SweepCluster.Node;

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EnvironmentRecord))]
[JsonSerializable(typeof(ZoomRecord))]
internal sealed partial class NodeJson : JsonSerializerContext;
