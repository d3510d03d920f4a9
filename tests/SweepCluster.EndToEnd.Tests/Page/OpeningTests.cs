using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SweepCluster.EndToEnd.Tests.Page;

/// <summary>What the page asks for until there is a picture, and in which order.</summary>
[Collection(nameof(PageCollection))]
public sealed class OpeningTests(PageFixture fixture)
{
    [Fact]
    public async Task The_first_picture_waits_for_one_round_of_answers_and_for_no_chart()
    {
        var sweep = $"/api/v1/sweeps/{fixture.Cliff}";
        string[] round = ["/api/v1/access", sweep, sweep + "/drawing", sweep + "/tiles/label/coarsest/0/0"];
        // Of a document that is no page the browser wants an icon, and finds none.
        await using var visit = await fixture.Chromium.VisitAsync(fixture.Node.Address, "healthz", null, 404);
        await AnswerOnlyTogetherAsync(visit.Page, round);
        await visit.Page.GotoAsync(new Uri(fixture.Node.Address, $"#/sweeps/{fixture.Cliff}").ToString());
        await visit.PaintedAsync();
        var asked = (await visit.Page.EvaluateAsync<JsonElement>(
            "() => performance.getEntriesByType('resource').map(e => ({ path: e.name.slice(location.origin.length).replace(/[?].*/, ''), at: e.startTime, end: e.responseEnd }))"))
            .EnumerateArray()
            .Select(entry => (Path: entry.GetProperty("path").GetString()!, At: entry.GetProperty("at").GetDouble(), End: entry.GetProperty("end").GetDouble()))
            .ToArray();
        var opening = round.Select(path => asked.First(entry => entry.Path == path)).ToArray();

        var seen = await visit.Page.EvaluateAsync<double>("async () => { while (!performance.getEntriesByName('map seen').length) await new Promise(requestAnimationFrame); return performance.getEntriesByName('map seen')[0].startTime; }");
        Assert.DoesNotContain(asked, entry => entry.Path.StartsWith("/assets/chart", StringComparison.Ordinal) && entry.At < opening.Max(first => first.End));
        Assert.True(seen >= opening.Max(entry => entry.End));
    }

    [Fact]
    public async Task The_whole_id_is_shown_and_copied()
    {
        await using var visit = await fixture.OpenFinishedAsync();
        await visit.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await Expect(visit.Page.Locator(".sweep-head .id")).ToHaveTextAsync(fixture.Cliff);
        await visit.Button("Copy the sweep's id").ClickAsync();
        await Expect(visit.Button("Copy the sweep's id").Locator("path")).ToHaveAttributeAsync("d", "M3.2 8.6 6.4 11.8 12.8 4.6");
        Assert.Equal(fixture.Cliff, await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Sweeps", Exact = true }).ClickAsync();
        await Expect(visit.Page.Locator("tr", new() { HasText = fixture.Cliff })).ToHaveCountAsync(1);
    }

    /// <summary>Holds every first answer back until all of them are asked for: a page that waits for one before it asks for another waits for ever.</summary>
    private static Task<IAsyncDisposable> AnswerOnlyTogetherAsync(IPage page, string[] paths)
    {
        var missing = new ConcurrentDictionary<string, bool>(paths.Select(path => KeyValuePair.Create(path, true)));
        var complete = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return page.RouteAsync(
            url => paths.Contains(new Uri(url).AbsolutePath),
            async route =>
            {
                if (missing.TryRemove(new Uri(route.Request.Url).AbsolutePath, out _) && missing.IsEmpty)
                {
                    complete.TrySetResult();
                }

                await complete.Task;
                await route.ContinueAsync();
            });
    }
}
