using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SweepCluster.EndToEnd.Tests.Page;

[Collection(nameof(PageCollection))]
public sealed class LooksTests(PageFixture fixture)
{
    [Fact]
    public async Task Colours_follow_the_system_until_the_user_chooses()
    {
        await using var visit = await fixture.OpenFinishedAsync(options: new() { ColorScheme = ColorScheme.Dark, ViewportSize = new() { Width = 1280, Height = 860 } });
        Assert.Equal("rgb(22, 25, 29)", await GroundAsync(visit));
        await visit.KeepAsync("dark");
        await visit.Button("Use light colours").ClickAsync();
        Assert.Equal("rgb(255, 255, 255)", await GroundAsync(visit));
        await visit.Page.ReloadAsync();
        await visit.PaintedAsync();
        Assert.Equal("rgb(255, 255, 255)", await GroundAsync(visit));
    }

    [Fact]
    public async Task A_phone_shows_every_page_without_scrolling_sideways()
    {
        await using var visit = await fixture.OpenFinishedAsync(options: new() { ViewportSize = new() { Width = 360, Height = 740 }, HasTouch = true });
        await visit.KeepAsync("phone-sweep");
        Assert.False(await visit.ScrollsSidewaysAsync());
        await visit.Plot.TapAsync();
        await Expect(visit.Page.Locator(".chart canvas").First).ToBeVisibleAsync();
        Assert.False(await visit.ScrollsSidewaysAsync());
        foreach (var (name, address) in new[] { ("sweeps", "#/"), ("workers", "#/workers"), ("events", "#/events"), ("new", "#/new") })
        {
            await visit.Page.EvaluateAsync("address => { location.hash = address; }", address);
            await Expect(visit.Page.Locator("main h1")).ToBeVisibleAsync();
            await Expect(visit.Page.Locator(".spinner")).ToHaveCountAsync(0);
            Assert.False(await visit.ScrollsSidewaysAsync(), name);
            await visit.KeepAsync("phone-" + name);
        }
    }

    [Fact]
    public async Task The_map_is_walked_framed_and_read_by_keyboard_alone()
    {
        await using var visit = await fixture.OpenFinishedAsync();
        for (var tab = 0; tab < 40 && !await visit.Plot.EvaluateAsync<bool>("plot => plot === document.activeElement"); tab++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
        }

        var status = visit.Page.Locator(".map-panel [role=status]");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(status).ToContainTextAsync("B = ");
        var first = await status.InnerTextAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(status).Not.ToHaveTextAsync(first);
        await visit.Page.Keyboard.PressAsync("Shift+ArrowRight");
        await visit.Page.Keyboard.PressAsync("Shift+ArrowUp");
        await visit.Page.Keyboard.PressAsync("z");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Look closer" })).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.Plot.FocusAsync();
        await visit.Page.Keyboard.PressAsync("+");
        await visit.PaintedAsync();
        await visit.KeepAsync("keyboard");
        await visit.Page.Keyboard.PressAsync("0");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "Chosen cell" })).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("?");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard and pointer" })).ToBeVisibleAsync();
        await visit.KeepAsync("help");
    }

    [Fact]
    public async Task Everything_that_takes_a_press_has_a_name()
    {
        await using var visit = await fixture.OpenFinishedAsync();
        var nameless = await visit.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('button, a, input, textarea, [tabindex=\"0\"]')].filter(e => !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.textContent.trim() || e.labels?.length)).map(e => e.outerHTML)");
        Assert.Empty(nameless);
    }

    private static Task<string> GroundAsync(Visit visit) => visit.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
