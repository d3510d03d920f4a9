using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Json;
using SweepCluster.Node.Configuration;

namespace SweepCluster.Node.Hosting;

/// <summary>Where a node's log goes: standard error, for people or one JSON object a line.</summary>
internal static class NodeLog
{
    private const string Line = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";

    public static Logger Open(NodeSettings settings)
    {
        var configuration = new LoggerConfiguration().MinimumLevel.Is(LevelOf(settings.LogLevel)).Enrich.WithProperty("Node", settings.Name ?? Environment.MachineName);
        return settings.LogFormat == LogFormat.Json
            ? configuration.WriteTo.Console(new JsonFormatter(renderMessage: true), standardErrorFromLevel: LogEventLevel.Verbose).CreateLogger()
            : configuration.WriteTo.Console(outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture, standardErrorFromLevel: LogEventLevel.Verbose).CreateLogger();
    }

    private static LogEventLevel LevelOf(LogVerbosity verbosity) => verbosity switch
    {
        LogVerbosity.Debug => LogEventLevel.Debug,
        LogVerbosity.Warning => LogEventLevel.Warning,
        LogVerbosity.Error => LogEventLevel.Error,
        _ => LogEventLevel.Information,
    };
}
