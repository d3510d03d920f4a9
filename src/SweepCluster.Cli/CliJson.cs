using System.Text.Json.Serialization;
using SweepCluster.Cli.Run;
using SweepCluster.Cli.Verify;
using SweepCluster.Cluster.Preview;

namespace SweepCluster.Cli;

/// <summary>What <c>--json</c> prints.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TrialLine))]
[JsonSerializable(typeof(SummaryLine))]
[JsonSerializable(typeof(CostPreview))]
[JsonSerializable(typeof(VerifyLine))]
internal sealed partial class CliJson : JsonSerializerContext;
