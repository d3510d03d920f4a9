using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SweepCluster.EndToEnd.Tests.Page;

[Collection(nameof(PageCollection))]
public sealed class AccessTests(PageFixture fixture) : IDisposable
{
    private const string Viewer = "viewer-token-0123456789";
    private const string Operator = "operator-token-0123456789";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_wrong_token_is_asked_for_again_and_a_viewer_changes_nothing()
    {
        await using var node = await ServingProcess.NodeAsync(_place.Folder, 0, ("SWEEP_TOKENS_VIEWER", Viewer), ("SWEEP_TOKENS_OPERATOR", Operator));
        await using var visit = await fixture.Chromium.VisitAsync(node.Address, "", null, 401);
        var token = visit.Page.GetByLabel("Token", new() { Exact = true });
        await token.FillAsync("something else entirely");
        await visit.Button("Use this token").ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("does not know the token");
        await visit.KeepAsync("token");
        await token.FillAsync(Viewer);
        await visit.Button("Use this token").ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "No sweep yet" })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "New sweep" })).ToHaveCountAsync(0);

        await visit.Button("Forget the token").ClickAsync();
        await token.FillAsync(Operator);
        await visit.Button("Use this token").ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "New sweep" }).First).ToBeVisibleAsync();
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("Object.keys(localStorage).length + document.cookie.length"));
        await visit.KeepAsync("empty");
    }

    [Fact]
    public async Task A_lost_node_is_said_to_be_lost_until_it_answers_again()
    {
        var node = await ServingProcess.NodeAsync(_place.Folder);
        await node.SubmitAsync(PageSweeps.Sliced);
        await using var visit = await fixture.Chromium.VisitAsync(node.Address);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "sliced" }).ClickAsync();
        await visit.StateAsync("finished");
        await visit.PaintedAsync();
        visit.BreaksConnections = true;
        await node.DisposeAsync();

        var connection = visit.Page.Locator(".connection");
        await Expect(connection).ToContainTextAsync("disconnected since");
        await visit.KeepAsync("disconnected");
        await using var again = await ServingProcess.NodeAsync(_place.Folder, node.Address.Port);
        await Expect(connection).ToHaveTextAsync("live", new() { Timeout = 60_000 });
    }

    [Fact]
    public async Task The_page_of_a_run_shows_it_and_stays_when_it_is_over()
    {
        _place.Write("cliff.yaml", PageSweeps.Cliff);
        await using var run = await ServingProcess.StartAsync(_place.Folder, [], "run", "cliff.yaml", "--out", "o", "--quiet", "--listen", "http://127.0.0.1:0");
        await using var visit = await fixture.Chromium.VisitAsync(run.Address);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "cliff" }).ClickAsync();
        await visit.StateAsync("finished");
        await visit.PaintedAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "New sweep" })).ToHaveCountAsync(0);
        await Expect(visit.Button("Pause")).ToHaveCountAsync(0);
        await visit.KeepAsync("run");
    }
}
