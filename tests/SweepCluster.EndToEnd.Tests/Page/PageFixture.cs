namespace SweepCluster.EndToEnd.Tests.Page;

/// <summary>A browser and a node with a finished sweep, which looking does not change.</summary>
public sealed class PageFixture : IAsyncLifetime, IDisposable
{
    private readonly Workplace _place = new();
    private ServingProcess? _node;

    public Chromium Chromium { get; } = new();

    /// <summary>The id of <see cref="PageSweeps.Cliff"/>.</summary>
    public string Cliff { get; private set; } = "";

    internal ServingProcess Node => _node!;

    public async Task InitializeAsync()
    {
        var browser = Chromium.InitializeAsync();
        _node = await ServingProcess.NodeAsync(_place.Folder);
        Cliff = await _node.SubmitAsync(PageSweeps.Cliff);
        await browser;
    }

    public async Task DisposeAsync()
    {
        await Chromium.DisposeAsync();
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }
    }

    public void Dispose() => _place.Dispose();

    /// <summary>Opens a sweep and waits until it is finished and painted.</summary>
    internal async Task<Visit> OpenFinishedAsync(string? sweep = null, Microsoft.Playwright.BrowserNewContextOptions? options = null)
    {
        var visit = await Chromium.VisitAsync(Node.Address, $"#/sweeps/{sweep ?? Cliff}", options);
        await visit.StateAsync("finished");
        await visit.PaintedAsync();
        return visit;
    }
}

[CollectionDefinition(nameof(PageCollection))]
public sealed class PageCollection : ICollectionFixture<PageFixture>;
