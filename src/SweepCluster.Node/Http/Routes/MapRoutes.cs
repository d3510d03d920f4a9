using Microsoft.AspNetCore.Http;
using SweepCluster.Domain.Map;
using SweepCluster.Export.Tables;
using SweepCluster.Node.Http.Documents;
using SweepCluster.Node.Http.Errors;
using SweepCluster.Node.Http.Maps;

namespace SweepCluster.Node.Http.Routes;

/// <summary>The map as a document, as tiles of its layers, and as lines.</summary>
internal static class MapRoutes
{
    private static readonly ApiParameter Slice = new("slice", "integer", "Which picture, from 0; 0.");

    public static IEnumerable<ApiRoute> All =>
    [
        new("GET", "/api/v1/sweeps/{id}/map", ApiRole.Viewer, "getMap", "The whole map, as the export format json.", MapAsync),
        new("GET", "/api/v1/sweeps/{id}/slices", ApiRole.Viewer, "listSlices", "The pictures of the map: one for each combination of values of the axes that are not drawn.", SlicesAsync)
        {
            Answer = ApiBody.OfJson(ApiJson.Default.SliceList),
        },
        new("GET", "/api/v1/sweeps/{id}/layers/{layer}", ApiRole.Viewer, "getLayer", $"A part of a layer: {string.Join(", ", MapTile.LayerNames)}.", LayerAsync)
        {
            Query =
            [
                Slice,
                new("x0", "integer", "The first column; 0."),
                new("y0", "integer", "The first row, upwards; 0."),
                new("width", "integer", $"Columns, 1 to {MapTile.MostPlaces}; {MapTile.MostPlaces}."),
                new("height", "integer", $"Rows, 1 to {MapTile.MostPlaces}; {MapTile.MostPlaces}."),
            ],
            Answer = ApiBody.OfJson(ApiJson.Default.LayerTile),
        },
        new("GET", "/api/v1/sweeps/{id}/isolines", ApiRole.Viewer, "getIsolines", "Lines of equal P(stable).", IsolinesAsync)
        {
            Query = [Slice, new("level", "number", "The P(stable) to follow, between 0 and 1; 0.5.")],
            Answer = ApiBody.OfJson(ApiJson.Default.IsolineDocument),
        },
    ];

    private static async Task MapAsync(ApiCall call)
    {
        if (await FreshAsync(call).ConfigureAwait(false) is { } map)
        {
            using var document = new MemoryStream();
            MapDocument.Write(map.View.Map, document);
            call.Context.Response.ContentType = ApiCall.Json;
            call.Context.Response.ContentLength = document.Length;
            await call.Context.Response.Body.WriteAsync(document.GetBuffer().AsMemory(0, (int)document.Length), call.Cancellation).ConfigureAwait(false);
        }
    }

    private static async Task SlicesAsync(ApiCall call)
    {
        if (await FreshAsync(call).ConfigureAwait(false) is { View.Map: var map })
        {
            var slices = map.Slices.Select((slice, index) => SliceDocument.Of(slice, null, index));
            await call.AnswerAsync(new SliceList(map.X?.Axis.Parameter, map.Y?.Axis.Parameter, [.. slices]), ApiJson.Default.SliceList).ConfigureAwait(false);
        }
    }

    private static async Task LayerAsync(ApiCall call)
    {
        var layer = call.Segment("layer");
        if (!MapTile.LayerNames.Contains(layer))
        {
            throw new ApiProblemException(StatusCodes.Status404NotFound, $"There is no layer of this name; there are {string.Join(", ", MapTile.LayerNames)}.");
        }

        var (x0, y0) = ((int)call.Query("x0", 0, 0, int.MaxValue), (int)call.Query("y0", 0, 0, int.MaxValue));
        var (width, height) = ((int)call.Query("width", MapTile.MostPlaces, 1, MapTile.MostPlaces), (int)call.Query("height", MapTile.MostPlaces, 1, MapTile.MostPlaces));
        var map = await call.RecentMapAsync().ConfigureAwait(false);
        var slice = SliceOf(call, map);
        if (map.View.Layers(slice) is not { } layers)
        {
            throw new ApiProblemException(StatusCodes.Status404NotFound, "Cells of a random or Sobol sweep make no grid, so there are no layers; GET …/cells has the cells.");
        }

        if (!call.IsKnown(map.Version))
        {
            await call.AnswerAsync(MapTile.Cut(layers, layer, slice, x0, y0, width, height), ApiJson.Default.LayerTile).ConfigureAwait(false);
        }
    }

    private static async Task IsolinesAsync(ApiCall call)
    {
        var level = call.QueryProbability("level") ?? 0.5;
        var map = await call.LastMapAsync().ConfigureAwait(false);
        var slice = SliceOf(call, map);
        await call.AnswerAsync(await Task.Run(() => map.Isolines(slice, level), call.Cancellation).ConfigureAwait(false), ApiCall.Json).ConfigureAwait(false);
    }

    /// <summary>The map, unless the caller has this one already.</summary>
    private static async Task<VersionedMap?> FreshAsync(ApiCall call)
    {
        var map = await call.RecentMapAsync().ConfigureAwait(false);
        return call.IsKnown(map.Version) ? null : map;
    }

    private static int SliceOf(ApiCall call, VersionedMap map) => (int)call.Query("slice", 0, 0, map.View.Map.Slices.Length - 1);
}
