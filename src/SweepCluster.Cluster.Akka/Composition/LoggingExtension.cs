using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Dispatch;
using Akka.Event;
using Akka.Hosting;

namespace SweepCluster.Cluster.Akka.Composition;

/// <summary>What Akka warns of, where the rest of the node logs.</summary>
internal static class LoggingExtension
{
    public static AkkaConfigurationBuilder WithWarnings(this AkkaConfigurationBuilder akka, Action<string, Exception?> warn) => akka
        .AddSetup(new WarningSetup(warn))
        .ConfigureLoggers(loggers =>
        {
            loggers.LogLevel = LogLevel.WarningLevel;
            loggers.ClearLoggers();
            loggers.AddLogger<WarningLogger>();
        });
}

/// <summary>Where warnings go; Akka makes the logger itself.</summary>
internal sealed class WarningSetup(Action<string, Exception?> warn) : Setup
{
    public Action<string, Exception?> Warn => warn;
}

/// <summary>Passes warnings and errors on.</summary>
internal sealed class WarningLogger : ReceiveActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    public WarningLogger()
    {
        var warn = Context.System.Settings.Setup.Get<WarningSetup>().Value.Warn;
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(said => warn($"{said.Message}", said.Cause));
    }
}
