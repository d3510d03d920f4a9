using System.Globalization;
using Microsoft.Playwright;

namespace SweepCluster.EndToEnd.Tests.Page;

/// <summary>One browser for all tests of the page, each of which has a profile of its own in it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where pictures of what the tests saw are kept.</summary>
    public static string Pictures { get; } = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName;

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("SWEEP_TEST_CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium",
            // In a container Chromium's own sandbox has no user to change to; the page under test is ours.
            Args = ["--no-sandbox", "--disable-dev-shm-usage"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>Opens an address of the page.</summary>
    /// <param name="expected">Statuses of refusals that belong to the task; a browser reports each on its console.</param>
    internal async Task<Visit> VisitAsync(Uri node, string path = "", BrowserNewContextOptions? options = null, params int[] expected)
    {
        var context = await _browser!.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 860 } });
        context.SetDefaultTimeout(20_000);
        var visit = new Visit(await context.NewPageAsync(), expected);
        await visit.Page.GotoAsync(new Uri(node, path).ToString());
        return visit;
    }

    /// <summary>Memory of the largest page that is open, in MiB: its process' proportional share, canvases and arrays included.</summary>
    public async Task<double> LargestPageAsync()
    {
        var session = await _browser!.NewBrowserCDPSessionAsync();
        var processes = (await session.SendAsync("SystemInfo.getProcessInfo"))!.Value.GetProperty("processInfo").EnumerateArray();
        return processes.Where(process => process.GetProperty("type").GetString() == "renderer").Max(process => Mebibytes(process.GetProperty("id").GetInt32()));
    }

    private static double Mebibytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/smaps_rollup").First(line => line.StartsWith("Pss:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
