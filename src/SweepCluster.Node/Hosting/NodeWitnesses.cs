using System.Diagnostics;
using OpenTelemetry;
using Serilog.Core;

namespace SweepCluster.Node.Hosting;

/// <summary>Who, beside the configured places, sees what a node logs and traces.</summary>
internal sealed record NodeWitnesses(ILogEventSink? Log = null, BaseProcessor<Activity>? Traces = null);
