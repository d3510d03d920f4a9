using System.Text.Json.Serialization;
using SweepCluster.Cli.Bench;
using SweepCluster.Cli.Devices;
using SweepCluster.Cli.Doctor;
using SweepCluster.Cli.Remote;
using SweepCluster.Cli.Remote.Watch;
using SweepCluster.Cli.Run;
using SweepCluster.Cli.Stored.Differ;
using SweepCluster.Cli.Stored.Relabel;
using SweepCluster.Cli.Stored.Zoom;
using SweepCluster.Cli.Verify;
using SweepCluster.Cluster.Preview;
using SweepCluster.Node.Http.Documents;

namespace SweepCluster.Cli;

/// <summary>What <c>--json</c> prints.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(TrialLine))]
[JsonSerializable(typeof(SummaryLine))]
[JsonSerializable(typeof(CostPreview))]
[JsonSerializable(typeof(VerifyLine))]
[JsonSerializable(typeof(DiffDocument))]
[JsonSerializable(typeof(ImportancesDocument))]
[JsonSerializable(typeof(RecommendationDocument))]
[JsonSerializable(typeof(RelabelDocument))]
[JsonSerializable(typeof(ZoomLine))]
[JsonSerializable(typeof(ShowDocument))]
[JsonSerializable(typeof(WatchLine))]
[JsonSerializable(typeof(DoctorDocument))]
[JsonSerializable(typeof(DevicesDocument))]
[JsonSerializable(typeof(BenchDocument))]
internal sealed partial class CliJson : JsonSerializerContext;
