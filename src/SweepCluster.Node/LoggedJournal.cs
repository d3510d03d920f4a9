using Serilog;
using SweepCluster.Cluster.Actors;

namespace SweepCluster.Node;

/// <summary>Writes what goes wrong with actors to the log.</summary>
internal sealed class LoggedJournal(ILogger log) : IActorJournal
{
    public void Failed(string actor, Exception failure, TimeSpan? restartIn)
    {
        if (restartIn is { } pause)
        {
            log.Error(failure, "{Actor} failed and starts afresh in {Pause}", actor, pause);
        }
        else
        {
            log.Fatal(failure, "{Actor} failed too often and is given up", actor);
        }
    }

    public void Undelivered(string actor, object message) => log.Debug("{Actor} has ended and was not told {Message}", actor, message.GetType().Name);
}
