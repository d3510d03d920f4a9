using Akka.Actor;

namespace SweepCluster.Cluster.Akka.Membership;

/// <summary>
/// Keeps a watchdog quiet, as long as the actor system's timers fire and its actors run. A node whose timers stand still
/// goes on answering the heartbeats of others, which therefore do not take its place, and does nothing else.
/// </summary>
internal sealed class PulseActor : ReceiveActor, IWithTimers, IDisposable
{
    private static readonly TimeSpan BeatEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Watchdog _watchdog;

    /// <param name="standsStill">Called from another thread.</param>
    public PulseActor(TimeSpan patience, Action standsStill)
    {
        _watchdog = new Watchdog(LookEvery, (int)Math.Ceiling(patience / LookEvery), standsStill);
        Receive<Beat>(_ => _watchdog.Hear());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public void Dispose() => _watchdog.Dispose();

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("beat", new Beat(), BeatEvery);
        _watchdog.Start();
    }

    protected override void PostStop() => Dispose();

    private sealed record Beat : INoSerializationVerificationNeeded;
}
