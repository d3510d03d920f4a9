using System.Threading.Channels;

namespace SweepCluster.Cluster.Actors;

/// <summary>
/// Runs one actor: messages one at a time from a bounded queue, effects beside it, their answers back into the
/// queue. An actor that throws is made anew with an empty state; answers to its predecessor are dropped.
/// </summary>
public sealed class Mailbox<TMessage, TEffect> : IRunningActor<TMessage>
    where TMessage : class
{
    /// <summary>Messages that wait at most; whoever tells more waits.</summary>
    public const int Capacity = 1024;

    private readonly string _name;
    private readonly Func<IActor<TMessage, TEffect>> _create;
    private readonly IEffects<TEffect, TMessage> _effects;
    private readonly TMessage _start;
    private readonly RestartPolicy _policy;
    private readonly TimeProvider _clock;
    private readonly IActorJournal _journal;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<Item> _queue = Channel.CreateBounded<Item>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly List<DateTimeOffset> _restarts = [];
    private readonly IDisposable _watched;

    // The present incarnation; an answer for another one is not for this actor.
    private long _life;
    private CancellationTokenSource _lifetime = new();

    /// <param name="name">For logs; its first word is the kind of actor.</param>
    /// <param name="create">Makes the actor, at the start and after each failure.</param>
    /// <param name="start">The first message of every incarnation.</param>
    public Mailbox(
        string name,
        Func<IActor<TMessage, TEffect>> create,
        IEffects<TEffect, TMessage> effects,
        TMessage start,
        RestartPolicy policy,
        TimeProvider clock,
        IActorJournal journal)
    {
        (_name, _create, _effects, _start, _policy, _clock, _journal) = (name, create, effects, start, policy, clock, journal);
        _watched = QueueDepths.Watch($"mailbox-{name.Split(' ')[0]}", Capacity, () => Depth);
        Completion = Task.Run(LiveAsync);
    }

    /// <summary>Ends when the mailbox is disposed of, or with the actor's failure when it was given up.</summary>
    public Task Completion { get; }

    /// <summary>Messages that wait.</summary>
    public int Depth => _queue.Reader.Count;

    /// <summary>Tells the actor something; waits while the queue is full, and does nothing once it has ended.</summary>
    public async ValueTask TellAsync(TMessage message)
    {
        try
        {
            await _queue.Writer.WriteAsync(new Item(Interlocked.Read(ref _life), message, null), _stop.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            _journal.Undelivered(_name, message);
        }
    }

    /// <summary>Tells the actor something that will be said again: a wake-up that finds the queue full is dropped.</summary>
    public void Nudge(TMessage message) => _queue.Writer.TryWrite(new Item(Interlocked.Read(ref _life), message, null));

    /// <summary>Stops the actor after the message that it works on; effects under way are cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            await _stop.CancelAsync().ConfigureAwait(false);
        }

        _queue.Writer.TryComplete();
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task LiveAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                try
                {
                    await LiveOnceAsync().ConfigureAwait(false);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    await RecoverAsync(failure).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed of.
        }
        finally
        {
            await _lifetime.CancelAsync().ConfigureAwait(false);
            _queue.Writer.TryComplete();
            _watched.Dispose();
        }
    }

    private async Task LiveOnceAsync()
    {
        var actor = _create();
        var life = _life;
        Run(actor.On(_start), life);
        await foreach (var item in _queue.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
        {
            if (item.Life == life)
            {
                Run(actor.On(item.Message ?? throw item.Failure!), life);
            }
        }
    }

    private async Task RecoverAsync(Exception failure)
    {
        await _lifetime.CancelAsync().ConfigureAwait(false);
        var wait = _policy.Next(_restarts, _clock.GetUtcNow());
        _journal.Failed(_name, failure, wait);
        if (wait is not { } pause)
        {
            throw new ActorFailedException(_name, failure);
        }

        _restarts.Add(_clock.GetUtcNow());
        await Task.Delay(pause, _clock, _stop.Token).ConfigureAwait(false);
        _lifetime.Dispose();
        _lifetime = new CancellationTokenSource();
        Interlocked.Increment(ref _life);
    }

    private void Run(IEnumerable<TEffect> effects, long life)
    {
        var lifetime = _lifetime.Token;
        foreach (var effect in effects)
        {
            // Starts here, so that what takes no time is done in the order in which it was wanted.
            _ = AnswerAsync(effect, life, lifetime);
        }
    }

    private async Task AnswerAsync(TEffect effect, long life, CancellationToken lifetime)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lifetime, _stop.Token);
        try
        {
            var answer = await DoAsync(effect, life, either.Token).ConfigureAwait(false);
            if (answer.Message is not null || answer.Failure is not null)
            {
                await _queue.Writer.WriteAsync(answer, either.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (either.IsCancellationRequested || exception is ChannelClosedException)
        {
            // Whoever asked is gone.
        }
    }

    private async Task<Item> DoAsync(TEffect effect, long life, CancellationToken cancellation)
    {
        try
        {
            return new Item(life, await _effects.RunAsync(effect, cancellation).ConfigureAwait(false), null);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            return new Item(life, null, failure);
        }
    }

    /// <param name="Life">The incarnation that it is for.</param>
    /// <param name="Failure">That of an effect, which the actor shares; the message is then null.</param>
    private readonly record struct Item(long Life, TMessage? Message, Exception? Failure);
}
