using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SweepCluster.EndToEnd.Tests.Page;

/// <summary>What operators do, from the first look to the result.</summary>
[Collection(nameof(PageCollection))]
public sealed class TaskTests(PageFixture fixture)
{
    [Fact]
    public async Task A_mistake_is_shown_at_its_line_and_the_mended_file_runs()
    {
        await using var visit = await fixture.Chromium.VisitAsync(fixture.Node.Address, "#/new", null, 422);
        var editor = visit.Page.GetByRole(AriaRole.Textbox, new() { Name = "Sweep file" });
        var file = PageSweeps.Sliced.Replace("name: sliced", "name: mended", StringComparison.Ordinal);
        await editor.FillAsync(file.Replace("hidden", "hiden", StringComparison.Ordinal));
        await visit.Button("Submit the sweep").ClickAsync();

        var mistakes = visit.Page.Locator(".mistakes li");
        await Expect(mistakes.First).ToContainTextAsync("parameters.hiden");
        await Expect(visit.Button("line 4").First).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".gutter .wrong").First).ToHaveTextAsync("4");
        await visit.KeepAsync("mistake");

        await editor.FillAsync(file);
        await Expect(mistakes).ToHaveCountAsync(0);
        await visit.Button("Submit the sweep").ClickAsync();
        await visit.StateAsync("finished");
        await visit.PaintedAsync();
    }

    [Fact]
    public async Task A_sweep_is_paused_resumed_and_cancelled()
    {
        var slow = await fixture.Node.SubmitAsync(PageSweeps.Slow("moved"));
        await using var visit = await fixture.Chromium.VisitAsync(fixture.Node.Address, $"#/sweeps/{slow}");
        await visit.Button("Pause").ClickAsync();
        await visit.StateAsync("paused");
        await visit.Button("Resume").ClickAsync();
        await visit.StateAsync("running");
        await visit.Button("Cancel …").ClickAsync();
        await visit.KeepAsync("cancel");
        await visit.Button("Cancel the sweep").ClickAsync();
        await visit.StateAsync("cancelled");
        await Expect(visit.Button("Pause")).ToHaveCountAsync(0);

        await visit.Page.GetByRole(AriaRole.Tab, new() { Name = "Events" }).ClickAsync();
        await Expect(visit.Page.Locator(".events li", new() { HasText = "made the sweep cancelled" })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_rectangle_on_the_map_starts_a_zoom_sweep()
    {
        await using var visit = await fixture.OpenFinishedAsync();
        await visit.Page.Keyboard.DownAsync("Shift");
        var (x0, y0) = await visit.PointAsync(0.25, 0.1);
        var (x1, y1) = await visit.PointAsync(0.55, 0.6);
        await visit.Page.Mouse.MoveAsync(x0, y0);
        await visit.Page.Mouse.DownAsync();
        await visit.Page.Mouse.MoveAsync((x0 + x1) / 2, (y0 + y1) / 2);
        await visit.Page.Mouse.MoveAsync(x1, y1);
        await visit.Page.Mouse.UpAsync();
        await visit.Page.Keyboard.UpAsync("Shift");

        var dialog = visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Look closer" });
        await Expect(dialog).ToContainTextAsync("8 … 16");
        await visit.KeepAsync("rectangle");
        await dialog.GetByLabel("Values across").FillAsync("5");
        await dialog.GetByLabel("Values upwards").FillAsync("2");
        await visit.Button("Start the zoom sweep").ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "cliff-zoom" })).ToBeVisibleAsync();
        await visit.StateAsync("finished");
        await visit.PaintedAsync();
        await visit.Page.GetByRole(AriaRole.Tab, new() { Name = "Events" }).ClickAsync();
        await Expect(visit.Page.Locator(".events")).ToContainTextAsync("of its trials");
        await visit.KeepAsync("zoomed");
    }

    [Fact]
    public async Task Recommendation_importance_workers_and_exports_are_there()
    {
        await using var visit = await fixture.OpenFinishedAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Safe B" })).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Tab, new() { Name = "Importance" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "For P(stable)" })).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Tab, new() { Name = "Export" }).ClickAsync();
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Button("Cells, CSV").ClickAsync());
        Assert.Equal("cells.csv", download.SuggestedFilename);
        var lines = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.Equal(31, lines.Length);

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Workers" }).ClickAsync();
        await Expect(visit.Page.Locator(".node .chip").First).ToHaveTextAsync("up");
        await Expect(visit.Page.Locator(".node tbody tr")).ToHaveCountAsync(1);
        await visit.KeepAsync("workers");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Events" }).ClickAsync();
        await Expect(visit.Page.Locator(".events li", new() { HasText = "node-joined" })).ToHaveCountAsync(1);
        await visit.KeepAsync("events");
    }
}
