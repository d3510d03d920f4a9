using System.Net;
using SweepCluster.Cli.Remote.Client;
using SweepCluster.Cli.Stored.Importances;
using SweepCluster.Cli.Stored.Recommend;
using SweepCluster.Node;

namespace SweepCluster.Cli.Tests.Remote.Client;

public class SweepClientTests
{
    [Fact]
    public async Task A_question_is_asked_again_when_nobody_answers_or_the_node_is_busy()
    {
        using var node = new NodeStub().IsAway("GET " + Samples.Path).Refuses("GET " + Samples.Path, HttpStatusCode.ServiceUnavailable, "{}").On("GET " + Samples.Path, Samples.Sweep());
        using var client = node.Client();
        var sweep = await client.FindAsync(Samples.Id, default);
        Assert.Equal(("running", 3, 9), (sweep.State, sweep.Progress.Finished, sweep.Progress.Released));
        Assert.Equal(3, node.Requests.Count);
    }

    [Fact]
    public async Task A_request_that_would_do_more_when_made_twice_is_made_once()
    {
        using var node = new NodeStub().IsAway($"POST {Samples.Path}/extend");
        using var client = node.Client();
        await Assert.ThrowsAsync<NodeException>(() => client.ExtendAsync(Samples.Id, ["seed=2"], default));
        Assert.Single(node.Requests);
    }

    [Fact]
    public async Task A_node_that_is_not_there_is_named_with_the_way_to_start_one()
    {
        using var node = new NodeStub().IsAway(Samples.List);
        using var client = node.Client();
        var failure = await Assert.ThrowsAsync<NodeException>(() => client.ListAsync(default));
        Assert.True(failure.IsAway);
        Assert.Equal(
            $"no node answers at {NodeStub.Url}: Connection refused. Start one with 'sweep node --listen {NodeStub.Url}', or name another with --url or SWEEP_URL.",
            failure.Message);
        Assert.Equal(3, node.Requests.Count);
    }

    [Fact]
    public async Task The_token_is_sent_and_never_said()
    {
        using var node = new NodeStub().Refuses(Samples.List, HttpStatusCode.Unauthorized, "{}");
        using var client = node.Client("secret-token");
        var refused = await Assert.ThrowsAsync<RefusedException>(() => client.ListAsync(default));
        Assert.Equal("Bearer secret-token", node.Requests.Single().Authorization);
        Assert.Contains("SWEEP_TOKEN", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-token", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_is_too_small_is_said_with_the_one_that_is_needed()
    {
        using var node = new NodeStub().Refuses($"POST {Samples.Path}/cancel", HttpStatusCode.Forbidden, """{"title":"Forbidden","detail":"This needs the role operator."}""");
        using var client = node.Client("a-viewer");
        var refused = await Assert.ThrowsAsync<RefusedException>(() => client.CancelAsync(Samples.Id, default));
        Assert.Equal($"the token from SWEEP_TOKEN does not allow this at {NodeStub.Url}: This needs the role operator. Looking needs the role viewer, changing the role operator; use a token that has it.", refused.Message);
    }

    [Fact]
    public async Task An_answer_that_is_no_answer_of_a_node_is_said_to_be_one()
    {
        using var node = new NodeStub().On(Samples.List, "<html>", type: "text/html");
        using var client = node.Client();
        Assert.Contains("is it a sweep node", (await Assert.ThrowsAsync<NodeException>(() => client.ListAsync(default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_may_be_shortened_while_no_other_begins_so()
    {
        using var node = new NodeStub().On(Samples.List, Samples.Listed(Samples.Sweep(), Samples.Sweep(id: "quiet-1"))).On("GET " + Samples.Path, Samples.Sweep());
        using var client = node.Client();
        Assert.Equal(Samples.Id, (await client.ResolveAsync("quic", default)).Id);
        Assert.Equal($"'qui' is the beginning of several ids: {Samples.Id}, quiet-1. Write more of it.", (await Assert.ThrowsAsync<UserException>(() => client.ResolveAsync("qui", default))).Message);
        Assert.Equal($"no sweep at {NodeStub.Url} has an id that begins with 'slow'; there is {Samples.Id}, quiet-1.", (await Assert.ThrowsAsync<UserException>(() => client.ResolveAsync("slow", default))).Message);
    }

    [Fact]
    public async Task Advice_of_a_node_reads_as_that_of_a_folder()
    {
        using var node = new NodeStub()
            .On($"GET {Samples.Path}/recommendation?confidence=0.9&along=B&groupBy=degree%2Calpha", """
                {"sweep":"quick","target":0.9,"groups":[{"group":{"degree":"4"},"along":"B","verdict":"insufficientEvidence","from":"8","to":"16","stable":9,"trials":9,"lowerBound":0.72,
                  "moreTrials":12,"setting":"B=8","score":0.9,"scoreLoss":null,"unknownCells":0,"margins":[{"parameter":"B","unit":"factor","belowAtLeast":1.5,"belowAtMost":2,"aboveAtLeast":2,"aboveAtMost":null}]}],"pareto":[]}
                """)
            .On($"GET {Samples.Path}/importance", """{"stability":{"cells":3,"outOfBagR2":null,"isSufficient":false,"effects":[]},"score":{"cells":9,"outOfBagR2":0.5,"isSufficient":true,"effects":[{"axes":["B","degree"],"share":0.25,"spread":0.12}]}}""");
        using var client = node.Client();
        var advice = RecommendText.Of(await client.RecommendationAsync(Samples.Id, "B", ["degree", "alpha"], 0.9, default)).Split(Environment.NewLine);
        Assert.Equal("  4       8       16  9/9     0.720  0.9000  -           ×1.5 to ×2    insufficient evidence: 12 more trials, all stable, would do", advice[2]);

        var importance = ImportanceText.Of("quick", await client.ImportanceAsync(Samples.Id, default)).Split(Environment.NewLine);
        Assert.Contains("for P(stable): insufficient evidence, 3 cells are too few or all alike", importance);
        Assert.Contains("  B × degree  0.25   ± 0.12", importance);
    }

    [Fact]
    public async Task Events_are_read_as_they_come_and_those_that_cannot_be_read_are_passed_over()
    {
        using var node = new NodeStub().On($"GET /api/v1/events?sweep={Samples.Id}", $": hello\n\n{Samples.Event(7, "one")}id: 8\ndata: nonsense\n\n{Samples.Event(9, "two")}", type: "text/event-stream");
        using var client = node.Client();
        var events = new List<EventDocument>();
        await foreach (var happened in client.EventsAsync(Samples.Id, 6, default))
        {
            events.Add(happened);
        }

        Assert.Equal([(7L, "one"), (9L, "two")], events.Select(happened => (happened.Sequence, happened.Text)));
        Assert.Equal("6", node.Requests.Single().LastEventId);
    }
}
