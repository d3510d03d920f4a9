using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using SweepCluster.Cluster.Actors;

namespace SweepCluster.Cluster.Tests.Actors;

public class MailboxTests
{
    private static readonly RestartPolicy Policy = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), 4, TimeSpan.FromMinutes(1));

    private readonly ImpatientTime _clock = new();
    private readonly Notes _notes = new();

    [Fact]
    public async Task Messages_are_taken_in_the_order_in_which_they_are_told()
    {
        var (taken, done) = (new List<string>(), new TaskCompletionSource());
        await using var mailbox = Open(message =>
        {
            taken.Add(message);
            if (message == "99")
            {
                done.SetResult();
            }

            return [];
        });
        foreach (var number in Enumerable.Range(0, 100))
        {
            await mailbox.TellAsync($"{number}");
        }

        await done.Task;
        Assert.Equal(["start", .. Enumerable.Range(0, 100).Select(number => $"{number}")], taken);
    }

    [Fact]
    public async Task Whoever_tells_a_full_mailbox_waits_and_a_wake_up_is_dropped()
    {
        using var gate = new ManualResetEventSlim();
        var taken = new ConcurrentQueue<string>();
        await using var mailbox = await OpenBlockedAsync("full", gate, taken);
        for (var i = 0; i < Mailbox<string, string>.Capacity; i++)
        {
            Assert.True(mailbox.TellAsync("waits").AsTask().IsCompletedSuccessfully);
        }

        var more = mailbox.TellAsync("more").AsTask();
        mailbox.Nudge("nudge");
        Assert.False(more.IsCompleted);
        Assert.Equal(Mailbox<string, string>.Capacity, mailbox.Depth);
        gate.Set();
        await more;
        Assert.DoesNotContain("nudge", taken);
    }

    [Fact]
    public async Task The_depth_of_the_fullest_mailbox_of_a_kind_is_measured_until_it_ends()
    {
        using var gate = new ManualResetEventSlim();
        await using var one = await OpenBlockedAsync("measured one", gate, []);
        await using var other = await OpenBlockedAsync("measured other", gate, []);
        await one.TellAsync("waits");
        await other.TellAsync("waits");
        await other.TellAsync("waits");
        Assert.Equal([2], Measured());

        gate.Set();
        await one.DisposeAsync();
        await other.DisposeAsync();
        Assert.Empty(Measured());

        static List<int> Measured()
        {
            var depths = new List<int>();
            using var listener = new MeterListener();
            listener.InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name == QueueDepths.Mailbox)
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            };
            listener.SetMeasurementEventCallback<int>((_, depth, tags, _) =>
            {
                if (tags.Contains(KeyValuePair.Create<string, object?>("actor", "measured")))
                {
                    depths.Add(depth);
                }
            });
            listener.Start();
            listener.RecordObservableInstruments();
            return depths;
        }
    }

    [Fact]
    public async Task An_actor_that_throws_starts_afresh_after_waits_that_double()
    {
        var (lives, done) = (0, new TaskCompletionSource());
        await using var mailbox = Open(message =>
        {
            if (message == "start" && ++lives < 4)
            {
                throw new InvalidOperationException($"life {lives}");
            }

            done.TrySetResult();
            return [];
        });
        await done.Task;
        Assert.Equal([1.0, 2.0, 3.0], _clock.Waits.Select(wait => wait.TotalSeconds));
        Assert.Equal(["life 1", "life 2", "life 3"], _notes.Failures.Select(failure => failure.Message));
    }

    [Fact]
    public async Task An_actor_that_fails_too_often_is_given_up_with_its_last_failure_and_takes_nothing_more()
    {
        var lives = 0;
        await using var mailbox = Open(_ => throw new InvalidOperationException($"life {++lives}"));
        var given = await Assert.ThrowsAsync<ActorFailedException>(() => mailbox.Completion);
        Assert.Equal("life 5", given.InnerException!.Message);
        Assert.Equal(5, _notes.Failures.Count);
        Assert.Null(_notes.LastRestart);

        await mailbox.TellAsync("too late");
        Assert.Equal(["too late"], _notes.Undelivered);
    }

    [Fact]
    public async Task An_answer_comes_back_as_a_message_and_a_failed_effect_restarts_the_actor()
    {
        var (taken, done) = (new List<string>(), new TaskCompletionSource());
        await using var mailbox = Open(message =>
        {
            taken.Add(message);
            if (taken.Count == 4)
            {
                done.SetResult();
            }

            return message switch { "start" => ["echo"], "echo" when taken.Count == 2 => ["fail"], _ => [] };
        });
        await done.Task;
        Assert.Equal(["start", "echo", "start", "echo"], taken);
        Assert.Equal("the effect failed", Assert.Single(_notes.Failures).Message);
    }

    [Fact]
    public async Task Stopping_cancels_what_is_under_way()
    {
        var started = new TaskCompletionSource<CancellationToken>();
        var mailbox = new Mailbox<string, string>("stopped", () => new Actor(_ => ["wait"]), new Waiting(started), "start", Policy, _clock, _notes);
        var cancellation = await started.Task;
        Assert.False(cancellation.IsCancellationRequested);
        await mailbox.DisposeAsync();
        Assert.True(cancellation.IsCancellationRequested);
        Assert.True(mailbox.Completion.IsCompletedSuccessfully);
        Assert.Empty(_notes.Failures);
    }

    private Mailbox<string, string> Open(Func<string, IEnumerable<string>> on, string name = "actor") =>
        new(name, () => new Actor(on), new Echo(), "start", Policy, _clock, _notes);

    /// <summary>A mailbox whose actor is busy with its first message until the gate opens.</summary>
    private async Task<Mailbox<string, string>> OpenBlockedAsync(string name, ManualResetEventSlim gate, ConcurrentQueue<string> taken)
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mailbox = Open(
            message =>
            {
                entered.TrySetResult();
                gate.Wait();
                taken.Enqueue(message);
                return [];
            },
            name);
        await entered.Task;
        return mailbox;
    }

    private sealed class Actor(Func<string, IEnumerable<string>> on) : IActor<string, string>
    {
        public IEnumerable<string> On(string message) => on(message);
    }

    private sealed class Echo : IEffects<string, string>
    {
        public Task<string?> RunAsync(string effect, CancellationToken cancellation) =>
            effect == "fail" ? throw new InvalidOperationException("the effect failed") : Task.FromResult<string?>(effect);
    }

    private sealed class Waiting(TaskCompletionSource<CancellationToken> started) : IEffects<string, string>
    {
        public async Task<string?> RunAsync(string effect, CancellationToken cancellation)
        {
            started.SetResult(cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
            return null;
        }
    }

    private sealed class Notes : IActorJournal
    {
        public List<Exception> Failures { get; } = [];

        public List<object> Undelivered { get; } = [];

        public TimeSpan? LastRestart { get; private set; }

        public void Failed(string actor, Exception failure, TimeSpan? restartIn)
        {
            Failures.Add(failure);
            LastRestart = restartIn;
        }

        void IActorJournal.Undelivered(string actor, object message) => Undelivered.Add(message);
    }
}
