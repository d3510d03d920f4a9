using Akka.Actor;
using Akka.TestKit.Xunit2;
using SweepCluster.Cluster.Actors;
using SweepCluster.Cluster.Akka.Shells;

namespace SweepCluster.Cluster.Akka.Tests.Shells;

/// <summary>What a mailbox does, done by Akka.</summary>
public class ActorShellTests : TestKit, IActorJournal
{
    private readonly List<TimeSpan?> _failures = [];

    public ActorShellTests()
        : base("akka.actor.serialize-messages = on")
    {
    }

    void IActorJournal.Failed(string actor, Exception failure, TimeSpan? restartIn)
    {
        lock (_failures)
        {
            _failures.Add(restartIn);
        }
    }

    void IActorJournal.Undelivered(string actor, object message) => TestActor.Tell($"undelivered {message}");

    [Fact]
    public async Task Messages_are_taken_in_order_and_the_answers_to_effects_come_back()
    {
        var actor = Run(() => new Recorder());
        ExpectMsg("effect start");
        await actor.TellAsync("a");
        await actor.TellAsync("b");
        ExpectMsg("effect a");
        ExpectMsg("effect b");
        await actor.TellAsync("echo");
        ExpectMsg("effect echo");
        ExpectMsg("effect echoed");
        await actor.DisposeAsync();
        Assert.True(actor.Completion.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task One_that_throws_begins_anew_and_what_it_was_told_meanwhile_is_kept()
    {
        var actor = Run(() => new Recorder());
        ExpectMsg("effect start");
        await actor.TellAsync("throw");
        await actor.TellAsync("kept");
        ExpectMsg("effect start");
        ExpectMsg("effect kept");
        lock (_failures)
        {
            Assert.Equal([RestartPolicy.Default.First], _failures);
        }
    }

    [Fact]
    public async Task An_effect_that_throws_restarts_its_actor()
    {
        var actor = Run(() => new Recorder());
        ExpectMsg("effect start");
        await actor.TellAsync("break");
        ExpectMsg("effect start");
    }

    [Fact]
    public async Task One_that_the_actor_system_ends_has_failed()
    {
        var actor = Run(() => new Recorder());
        ExpectMsg("effect start");
        Shutdown(Sys);
        var failure = await Assert.ThrowsAsync<ActorFailedException>(() => actor.Completion);
        Assert.Contains("put this node out", failure.Message, StringComparison.Ordinal);
        await actor.TellAsync("late");
    }

    private IRunningActor<string> Run(Func<Recorder> create) =>
        new ShellHost(Sys).Run("recorder", create, new Effects(TestActor), "start", TimeProvider.System, this);

    private sealed class Recorder : IActor<string, string>
    {
        public IEnumerable<string> On(string message) => message == "throw" ? throw new InvalidOperationException("as told") : [message];
    }

    private sealed class Effects(IActorRef probe) : IEffects<string, string>
    {
        public async Task<string?> RunAsync(string effect, CancellationToken cancellation)
        {
            if (effect == "break")
            {
                throw new InvalidOperationException("as told");
            }

            probe.Tell($"effect {effect}", ActorRefs.NoSender);
            await Task.Yield();
            return effect == "echo" ? "echoed" : null;
        }
    }
}
