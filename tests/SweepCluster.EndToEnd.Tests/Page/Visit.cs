using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace SweepCluster.EndToEnd.Tests.Page;

/// <summary>A user's visit: at its end the browser must have nothing to complain about.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _complaints = [];

    public Visit(IPage page, int[] expected)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            var isLoss = BreaksConnections && message.Text.Contains("net::ERR_", StringComparison.Ordinal);
            if (message.Type is "error" or "warning" && !isLoss && !expected.Any(status => message.Text.Contains($" {status} ", StringComparison.Ordinal)))
            {
                _complaints.Enqueue($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue($"script: {error}");
        page.RequestFailed += (_, request) =>
        {
            // The page itself breaks off what it waits for when it is left for another.
            if (!BreaksConnections && request.Failure != "net::ERR_ABORTED")
            {
                _complaints.Enqueue($"request: {request.Method} {request.Url}: {request.Failure}");
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400 && !expected.Contains(response.Status))
            {
                _complaints.Enqueue($"answer: {response.Status} {response.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Whether the task itself breaks connections, which a browser reports.</summary>
    public bool BreaksConnections { get; set; }

    public ILocator Plot => Page.Locator(".plot");

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Waits until every tile of the map is painted.</summary>
    public Task PaintedAsync() => Assertions.Expect(Plot).ToHaveAttributeAsync("data-painted", "whole");

    /// <summary>Waits for a state of the sweep that is shown.</summary>
    public Task StateAsync(string state) => Assertions.Expect(Page.Locator(".sweep-head .chip")).ToHaveTextAsync(state, new() { Timeout = 60_000 });

    /// <summary>Points into the middle of a place, counted from the left and from the top.</summary>
    public async Task<(float X, float Y)> PointAsync(double across, double downwards)
    {
        await Plot.ScrollIntoViewIfNeededAsync();
        var box = (await Plot.BoundingBoxAsync())!;
        return ((float)(box.X + (across * box.Width)), (float)(box.Y + (downwards * box.Height)));
    }

    /// <summary>The colour at a share of the plot from the left and from the top.</summary>
    public async Task<string> PixelAsync(double across, double downwards)
    {
        var bytes = await Page.EvaluateAsync<int[]>(
            """
            ([x, y]) => {
              const map = document.querySelector(".raster"), pen = new OffscreenCanvas(1, 1).getContext("2d");
              pen.drawImage(map, Math.floor(x * map.width), Math.floor(y * map.height), 1, 1, 0, 0, 1, 1);
              return [...pen.getImageData(0, 0, 1, 1).data];
            }
            """,
            new[] { across, downwards });
        return $"#{bytes[0]:X2}{bytes[1]:X2}{bytes[2]:X2}";
    }

    /// <summary>Keeps a picture of what is seen now.</summary>
    public Task KeepAsync(string name) => Page.ScreenshotAsync(new() { Path = Path.Combine(Chromium.Pictures, name + ".png"), FullPage = true });

    /// <summary>Whether the page can be scrolled sideways, which nobody wants on a phone.</summary>
    public Task<bool> ScrollsSidewaysAsync() => Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > window.innerWidth");

    public async ValueTask DisposeAsync()
    {
        BreaksConnections = true;
        await Page.Context.CloseAsync();
        Assert.Empty(_complaints);
    }
}
