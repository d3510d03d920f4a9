using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SweepCluster.EndToEnd.Tests.Page;

/// <summary>A refined map in which two stable corners meet: the cell that tells them apart lies between the grid's values.</summary>
[Collection(nameof(PageCollection))]
public sealed class SaddleTests(PageFixture fixture) : IDisposable
{
    private const string File = """
        name: saddle
        family: polynomial-network
        dataset: {name: glyphs, train: 200, validation: 100, test: 100}
        parameters: {hidden: [8]}
        axes:
          - parameter: B
            linear: {from: 1, to: 2, count: 33}
          - parameter: lambda
            linear: {from: 1, to: 2, count: 33}
        strategy: {kind: refine, coarse: 4}
        replicates: {kind: fixed, count: 1}
        budget: {epochs: 2, batch: 50}
        map: {x: B, y: lambda}
        """;

    // The middle of the square between 1.46875 and 1.5, as a share of an axis that has half a step beyond both ends.
    private const double Centre = (1.484375 - 0.984375) / 1.03125;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_cell_between_the_grids_values_is_drawn_told_and_chosen()
    {
        var id = await MadeMap.WriteAsync(_place.File("node.db"), File, (b, lambda) => b < 1.49 == lambda < 1.49 ? -1 : 1);
        await using var node = await ServingProcess.StartAsync(_place.Folder, [], "node", "--store", "sqlite:node.db", "--roles", "coordinator", "--listen", "http://127.0.0.1:0");
        using var drawing = await node.Api.GetAsync(new Uri($"/api/v1/sweeps/{id}/drawing", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, drawing.StatusCode);
        await using var visit = await fixture.Chromium.VisitAsync(node.Address, $"#/sweeps/{id}");
        await visit.PaintedAsync();
        await Expect(visit.Plot).ToHaveAttributeAsync("data-points", "1");
        await visit.KeepAsync("saddle");

        var (x, y) = await visit.PointAsync(Centre, 1 - Centre);
        await visit.Page.Mouse.MoveAsync(x, y);
        await Expect(visit.Page.GetByRole(AriaRole.Tooltip)).ToContainTextAsync("B = 1.484, lambda = 1.484");
        await visit.Page.Mouse.ClickAsync(x, y);
        var cell = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Chosen cell" });
        await Expect(cell.GetByRole(AriaRole.Heading, new() { Name = "B = 1.484, lambda = 1.484" })).ToBeVisibleAsync();
        await Expect(cell.Locator(".chart canvas").First).ToBeVisibleAsync();

        // In the quarter to the lower right the grid's cell diverged; the point over it is stable, on every layer.
        await visit.Button("Isolines").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Radio, new() { Name = "P(stable)" }).CheckAsync();
        await visit.PaintedAsync();
        var box = (await visit.Plot.BoundingBoxAsync())!;
        Assert.Equal(await visit.PixelAsync(0.1, 0.9), await visit.PixelAsync(Centre + (3 / box.Width), 1 - Centre + (3 / box.Height)));
        Assert.NotEqual(await visit.PixelAsync(0.1, 0.9), await visit.PixelAsync(Centre + (12 / box.Width), 1 - Centre + (12 / box.Height)));
        await visit.KeepAsync("saddle-p");
    }
}
