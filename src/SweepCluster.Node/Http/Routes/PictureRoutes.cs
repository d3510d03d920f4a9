using Microsoft.AspNetCore.Http;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Map;
using SweepCluster.Node.Http.Documents;
using SweepCluster.Node.Http.Errors;
using SweepCluster.Node.Http.Maps;

namespace SweepCluster.Node.Http.Routes;

/// <summary>What the live page draws from: axes and colours, compact tiles, and the cell under the pointer.</summary>
internal static class PictureRoutes
{
    private const string Coarsest = "coarsest";
    private const string Grid = "Cells of a random or Sobol sweep make no grid, so there are no tiles; GET …/cells has the cells.";

    public static IEnumerable<ApiRoute> All =>
    [
        new("GET", "/api/v1/sweeps/{id}/drawing", ApiRole.Viewer, "getDrawing", "Axes, colours and ranges of the map, as every picture of it uses them.", DrawingAsync)
        {
            Answer = ApiBody.OfJson(ApiJson.Default.DrawingDocument),
        },
        new("GET", "/api/v1/sweeps/{id}/tiles/{layer}/{level}/{column}/{row}", ApiRole.Viewer, "getTile", $"{MapRaster.TileSize} × {MapRaster.TileSize} samples of a layer, each of 2^level × 2^level places: {string.Join(", ", MapRaster.LayerNames)}. The level {Coarsest} has one tile, which holds everything; a random or Sobol sweep answers it with 204.", TileAsync)
        {
            Query = [new("slice", "integer", "Which picture, from 0; 0.")],
            Answer = new ApiBody(["application/octet-stream"]),
            Successes = [StatusCodes.Status200OK, StatusCodes.Status204NoContent],
        },
        new("GET", "/api/v1/sweeps/{id}/offgrid", ApiRole.Viewer, "listOffGridCells", "The cells of a refined picture that lie between its columns and rows, which no tile shows.", OffGridAsync)
        {
            Query =
            [
                new("slice", "integer", "Which picture, from 0; 0."),
                new("offset", "integer", "How many to pass over; 0."),
                new("limit", "integer", "How many at most, up to 1000; 100."),
            ],
            Answer = ApiBody.OfJson(ApiJson.Default.CellPage),
        },
        new("GET", "/api/v1/sweeps/{id}/cell", ApiRole.Viewer, "getCell", "One cell: by its id, or the one that a place of a picture shows.", CellAsync)
        {
            Query =
            [
                new("cell", "string", "The cell's id."),
                new("slice", "integer", "Which picture, from 0; 0."),
                new("column", "integer", "The place's column; 0."),
                new("row", "integer", "The place's row, upwards; 0."),
            ],
            Answer = ApiBody.OfJson(ApiJson.Default.CellDocument),
        },
    ];

    private static async Task DrawingAsync(ApiCall call)
    {
        var map = await call.LastMapAsync().ConfigureAwait(false);
        await call.AnswerAsync(await Task.Run(() => map.Drawing, call.Cancellation).ConfigureAwait(false), ApiCall.Json).ConfigureAwait(false);
    }

    private static async Task TileAsync(ApiCall call)
    {
        var layer = call.Segment("layer");
        if (!MapRaster.LayerNames.Contains(layer))
        {
            throw new ApiProblemException(StatusCodes.Status404NotFound, $"There is no layer of this name; there are {string.Join(", ", MapRaster.LayerNames)}.");
        }

        int? level = call.Segment("level") == Coarsest ? null : Number(call, "level");
        var (column, row) = (Number(call, "column"), Number(call, "row"));
        var map = await call.LastMapAsync().ConfigureAwait(false);
        if (map.Raster(SliceOf(call, map)) is not { } raster)
        {
            // Asked for by who does not know yet what kind of sweep it is.
            call.Context.Response.StatusCode = level is null ? StatusCodes.Status204NoContent : throw new ApiProblemException(StatusCodes.Status404NotFound, Grid);
            return;
        }

        var tile = await Task.Run(() => raster.Tile(layer, level ?? raster.CoarsestLevel, column, row), call.Cancellation).ConfigureAwait(false)
            ?? throw new ApiProblemException(StatusCodes.Status404NotFound, $"There is no such tile: levels go from 0 to {raster.CoarsestLevel}, and level 0 has {raster.Columns} × {raster.Rows} samples.");
        await call.AnswerAsync(tile, "application/octet-stream").ConfigureAwait(false);
    }

    private static async Task OffGridAsync(ApiCall call)
    {
        var (offset, limit) = ((int)call.Query("offset", 0, 0, int.MaxValue), (int)call.Query("limit", 100, 1, 1000));
        var map = await call.LastMapAsync().ConfigureAwait(false);
        var slice = SliceOf(call, map);
        if (!call.IsKnown(map.Version))
        {
            var cells = map.Raster(slice)?.OffGrid ?? [];
            var page = cells.Skip(offset).Take(limit).Select(cell => CellDocument.Of(map.View.Sweep, cell));
            await call.AnswerAsync(new CellPage(cells.Length, offset, [.. page]), ApiJson.Default.CellPage).ConfigureAwait(false);
        }
    }

    private static async Task CellAsync(ApiCall call)
    {
        var map = await call.LastMapAsync().ConfigureAwait(false);
        var cell = (call.Query("cell") is { } id ? map.View.Find(new CellId(id)) : At(call, map))
            ?? throw new ApiProblemException(StatusCodes.Status404NotFound, "The sweep has no cell of this id or at this place; GET …/cells lists them.");
        if (!call.IsKnown(map.Version))
        {
            await call.AnswerAsync(CellDocument.Of(map.View.Sweep, cell), ApiJson.Default.CellDocument).ConfigureAwait(false);
        }
    }

    private static MapCell? At(ApiCall call, VersionedMap map)
    {
        var raster = map.Raster(SliceOf(call, map)) ?? throw new ApiProblemException(StatusCodes.Status404NotFound, Grid);
        return raster.CellAt((int)call.Query("column", 0, 0, int.MaxValue), (int)call.Query("row", 0, 0, int.MaxValue));
    }

    private static int SliceOf(ApiCall call, VersionedMap map) => (int)call.Query("slice", 0, 0, map.View.Map.Slices.Length - 1);

    private static int Number(ApiCall call, string name) => int.TryParse(call.Segment(name), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new ApiProblemException(StatusCodes.Status400BadRequest, $"The tile's {name} must be an integer from 0.");
}
