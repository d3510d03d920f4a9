using System.Text.Json.Serialization;

namespace SweepCluster.Cli.Stored.Encryption;

/// <summary>What <c>recommend --he --json</c> prints; a number that is not finite is a text.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(DegreeLine))]
[JsonSerializable(typeof(ModelLine))]
internal sealed partial class HomomorphicJson : JsonSerializerContext;
