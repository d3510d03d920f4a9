using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SweepCluster.EndToEnd.Tests.Page;

[Collection(nameof(PageCollection))]
public sealed class MapTests(PageFixture fixture)
{
    [Fact]
    public async Task A_map_fills_in_while_it_is_watched()
    {
        var slow = await fixture.Node.SubmitAsync(PageSweeps.Slow("watched"));
        await using var visit = await fixture.Chromium.VisitAsync(fixture.Node.Address);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "watched" }).ClickAsync();
        await visit.StateAsync("running");

        var bar = visit.Page.GetByRole(AriaRole.Progressbar, new() { Name = "Finished trials" });
        await Expect(bar).Not.ToHaveAttributeAsync("aria-valuenow", "0", new() { Timeout = 60_000 });
        await visit.PaintedAsync();
        var pending = visit.Page.Locator(".key-row", new() { HasText = "pending cells" }).Locator(".number");
        await Expect(pending).Not.ToHaveTextAsync("240", new() { Timeout = 60_000 });
        Assert.InRange(int.Parse(await pending.InnerTextAsync(), CultureInfo.InvariantCulture), 0, 239);
        await visit.KeepAsync("running");
        using var _ = await fixture.Node.Api.PostAsync(new Uri($"/api/v1/sweeps/{slow}/cancel", UriKind.Relative), null);
        await visit.StateAsync("cancelled");
    }

    [Fact]
    public async Task The_pointer_tells_a_cell_and_a_click_its_learning_curves()
    {
        await using var visit = await fixture.OpenFinishedAsync();
        var (x, y) = await visit.PointAsync(0.95, 1 / 6.0);
        await visit.Page.Mouse.MoveAsync(x, y);

        var tip = visit.Page.GetByRole(AriaRole.Tooltip);
        await Expect(tip).ToContainTextAsync("B = 64, degree = 16");
        await Expect(tip).ToContainTextAsync("of 2");
        await visit.KeepAsync("hover");
        await visit.Page.Mouse.ClickAsync(x, y);

        var cell = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Chosen cell" });
        await Expect(cell.GetByRole(AriaRole.Heading, new() { Name = "B = 64, degree = 16" })).ToBeVisibleAsync();
        await Expect(cell.Locator(".chart canvas").First).ToBeVisibleAsync();
        Assert.InRange(await cell.Locator(".chart").CountAsync(), 3, 4);
        await Expect(cell.Locator("figcaption").First).ToContainTextAsync("Loss");
        await visit.KeepAsync("curves");
    }

    [Fact]
    public async Task The_canvas_has_the_colours_of_the_labels_that_the_api_tells()
    {
        await using var visit = await fixture.OpenFinishedAsync();
        await visit.Button("Isolines").ClickAsync();
        var api = fixture.Node.Api;
        var drawing = (await api.GetFromJsonAsync<JsonNode>(new Uri($"/api/v1/sweeps/{fixture.Cliff}/drawing", UriKind.Relative)))!;
        var labels = (await api.GetFromJsonAsync<JsonNode>(new Uri($"/api/v1/sweeps/{fixture.Cliff}/layers/label", UriKind.Relative)))!["labels"]!;
        var colours = drawing["outcomes"]!.AsArray().ToDictionary(outcome => (string)outcome!["name"]!, outcome => ((string)outcome!["colour"]!).ToUpperInvariant());
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 10; column++)
            {
                Assert.Equal(colours[(string)labels[row]![column]!], await visit.PixelAsync((column + 0.15) / 10, 1 - ((row + 0.15) / 3)));
            }
        }

        Assert.True(labels.AsArray().SelectMany(row => row!.AsArray()).Select(label => (string)label!).Distinct().Count() > 1);
    }

    [Fact]
    public async Task Layers_change_by_pointer_and_by_key()
    {
        await using var visit = await fixture.OpenFinishedAsync();
        var legend = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Legend" });
        var before = await visit.PixelAsync(0.02, 0.9);
        await visit.Page.GetByRole(AriaRole.Radio, new() { Name = "P(stable)" }).CheckAsync();
        await Expect(legend.GetByRole(AriaRole.Heading)).ToHaveTextAsync("P(stable)");
        await visit.PaintedAsync();
        await visit.KeepAsync("layer-p");
        await visit.Plot.FocusAsync();
        foreach (var (key, title) in new[] { ("3", "Accuracy"), ("4", "Cost"), ("5", "Replicates"), ("1", "Label") })
        {
            await visit.Page.Keyboard.PressAsync(key);
            await Expect(legend.GetByRole(AriaRole.Heading)).ToContainTextAsync(title);
            await visit.PaintedAsync();
        }

        Assert.Equal(before, await visit.PixelAsync(0.02, 0.9));
    }

    [Fact]
    public async Task A_slider_shows_another_slice()
    {
        var sliced = await fixture.Node.SubmitAsync(PageSweeps.Sliced);
        await using var visit = await fixture.OpenFinishedAsync(sliced);
        var slider = visit.Page.GetByRole(AriaRole.Slider, new() { Name = "learningRate" });
        await slider.FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");

        await Expect(slider).ToHaveAttributeAsync("aria-valuetext", "0.01");
        await visit.PaintedAsync();
        await visit.Plot.ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "Chosen cell" })).ToContainTextAsync("learningRate = 0.01");
        await visit.KeepAsync("slices");
    }
}
