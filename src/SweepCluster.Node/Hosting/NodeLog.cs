using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;
using Serilog.Formatting.Json;
using SweepCluster.Node.Configuration;

namespace SweepCluster.Node.Hosting;

/// <summary>Where a node's log goes: standard error, for people or one JSON object a line.</summary>
internal static class NodeLog
{
    private const string Line = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";

    /// <param name="level">Changes how much is logged while the node runs.</param>
    /// <param name="more">Another place that log lines go to; null for none.</param>
    public static Logger Open(NodeSettings settings, LoggingLevelSwitch level, ILogEventSink? more = null)
    {
        level.MinimumLevel = LevelOf(settings.LogLevel);
        var configuration = new LoggerConfiguration().MinimumLevel.ControlledBy(level).Enrich.WithProperty("Node", settings.Name ?? Environment.MachineName)
            .WriteTo.Console(FormatterOf(settings, isTerminal: !Console.IsErrorRedirected), standardErrorFromLevel: LogEventLevel.Verbose);
        return (more is null ? configuration : configuration.WriteTo.Sink(more)).CreateLogger();
    }

    internal static ITextFormatter FormatterOf(NodeSettings settings, bool isTerminal)
    {
        var isJson = settings.LogFormat == LogFormat.Json || (settings.LogFormat == LogFormat.Auto && !isTerminal);
        return new DiscreetFormatter(isJson ? new JsonFormatter(renderMessage: true) : new MessageTemplateTextFormatter(Line, CultureInfo.InvariantCulture), HiddenOf(settings));
    }

    /// <summary>What must not be read in a log: secrets, and where files lie on this machine.</summary>
    private static IEnumerable<string> HiddenOf(NodeSettings settings)
    {
        foreach (var token in settings.Tokens.Viewers.Concat(settings.Tokens.Operators).Append(settings.Akka.Secret ?? "").Append(settings.Akka.CertificatePassword ?? ""))
        {
            yield return token;
        }

        if (settings.Store.Kind == StoreKind.Postgres)
        {
            yield return settings.Store.Location;
            if (Uri.TryCreate(settings.Store.Location, UriKind.Absolute, out var address) && address.UserInfo.Split(':', 2) is [_, { Length: > 0 } password])
            {
                yield return password;
                yield return Uri.UnescapeDataString(password);
            }
        }
        else if (Path.GetDirectoryName(Path.GetFullPath(settings.Store.Location)) is { Length: > 1 } folder)
        {
            yield return folder + Path.DirectorySeparatorChar;
        }

        if (settings.DataFolder is { } data && Path.GetFullPath(data) is { Length: > 1 } full)
        {
            yield return full;
        }
    }

    private static LogEventLevel LevelOf(LogVerbosity verbosity) => verbosity switch
    {
        LogVerbosity.Debug => LogEventLevel.Debug,
        LogVerbosity.Warning => LogEventLevel.Warning,
        LogVerbosity.Error => LogEventLevel.Error,
        _ => LogEventLevel.Information,
    };
}
