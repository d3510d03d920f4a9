using Akka.Actor;
using SweepCluster.Cluster.Actors;

namespace SweepCluster.Cluster.Akka.Shells;

/// <summary>
/// An Akka actor around an <see cref="IActor{TMessage, TEffect}"/>: messages one at a time, effects beside it, their
/// answers back. What throws is made anew after a pause, with an empty state; until then messages are kept, and
/// answers to the predecessor are dropped.
/// </summary>
internal sealed class ActorShell<TMessage, TEffect> : UntypedActor, IWithStash, IWithTimers, IDisposable
    where TMessage : class
{
    private readonly ShellBehaviour<TMessage, TEffect> _behaviour;
    private readonly ShellMonitor _monitor;
    private readonly List<DateTimeOffset> _restarts = [];
    private IActor<TMessage, TEffect> _actor = null!;
    private CancellationTokenSource _lifetime = new();
    private long _life;
    private bool _isRecovering;

    public ActorShell(ShellBehaviour<TMessage, TEffect> behaviour, ShellMonitor monitor) => (_behaviour, _monitor) = (behaviour, monitor);

    public IStash Stash { get; set; } = null!;

    public ITimerScheduler Timers { get; set; } = null!;

    public void Dispose() => _lifetime.Dispose();

    protected override void PreStart() => Begin();

    protected override void PostStop()
    {
        _lifetime.Cancel();
        Dispose();
        _monitor.Stopped();
    }

    // What fails here is the shell itself, not what it runs: making it anew would not help.
    protected override void PreRestart(Exception reason, object message)
    {
        _monitor.GivenUp(_behaviour.Name, reason);
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason) => Context.Stop(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Again:
                _lifetime.Dispose();
                _lifetime = new CancellationTokenSource();
                _life++;
                _isRecovering = false;
                Begin();
                Stash.UnstashAll();
                break;
            case Answer<TMessage> answer:
                if (answer.Life == _life && !_isRecovering)
                {
                    Guarded(() => Run(_actor.On(answer.Message ?? throw answer.Failure!)));
                }

                break;
            case Told<TMessage> when _isRecovering:
                Stash.Stash();
                break;
            case Told<TMessage> told:
                _monitor.Taken();
                Guarded(() => Run(_actor.On(told.Message)));
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Begin() => Guarded(() =>
    {
        _actor = _behaviour.Create();
        Run(_actor.On(_behaviour.Start));
    });

    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Recover(failure);
        }
    }

    private void Recover(Exception failure)
    {
        _lifetime.Cancel();
        var now = _behaviour.Clock.GetUtcNow();
        var wait = _behaviour.Policy.Next(_restarts, now);
        _behaviour.Journal.Failed(_behaviour.Name, failure, wait);
        if (wait is not { } pause)
        {
            _monitor.GivenUp(_behaviour.Name, failure);
            Context.Stop(Self);
            return;
        }

        _restarts.Add(now);
        _isRecovering = true;
        Timers.StartSingleTimer("again", new Again(), pause);
    }

    private void Run(IEnumerable<TEffect> effects)
    {
        var (self, life, lifetime) = (Self, _life, _lifetime.Token);
        foreach (var effect in effects)
        {
            // Starts here, so that what takes no time is done in the order in which it was wanted.
            _ = AnswerAsync(effect, self, life, lifetime);
        }
    }

    private async Task AnswerAsync(TEffect effect, IActorRef self, long life, CancellationToken lifetime)
    {
        try
        {
            if (await _behaviour.Effects.RunAsync(effect, lifetime).ConfigureAwait(false) is { } message)
            {
                self.Tell(new Answer<TMessage>(life, message, null), ActorRefs.NoSender);
            }
        }
        catch (Exception failure)
        {
            if (!lifetime.IsCancellationRequested)
            {
                self.Tell(new Answer<TMessage>(life, null, failure), ActorRefs.NoSender);
            }
        }
    }

    /// <summary>The pause after a failure is over.</summary>
    private sealed record Again : INoSerializationVerificationNeeded;
}
