using System.Text.Json.Serialization;
using SweepCluster.Node.Http.Documents;

namespace SweepCluster.Cli.Remote.Client;

/// <summary>What goes to and comes from a node.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(UnknownNumberConverter)])]
[JsonSerializable(typeof(RecommendationDocument))]
[JsonSerializable(typeof(ImportancesDocument))]
[JsonSerializable(typeof(SliceList))]
[JsonSerializable(typeof(LayerTile))]
[JsonSerializable(typeof(SweepDocument))]
[JsonSerializable(typeof(SweepList))]
[JsonSerializable(typeof(WorkerList))]
[JsonSerializable(typeof(EventDocument))]
[JsonSerializable(typeof(FailureList))]
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(ExtendRequest))]
[JsonSerializable(typeof(RetryRequest))]
[JsonSerializable(typeof(RetryDocument))]
internal sealed partial class RemoteJson : JsonSerializerContext;
