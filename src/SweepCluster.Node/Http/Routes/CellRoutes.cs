using System.Globalization;
using Microsoft.AspNetCore.Http;
using SweepCluster.Domain.Cells;
using SweepCluster.Node.Http.Documents;
using SweepCluster.Node.Http.Errors;

namespace SweepCluster.Node.Http.Routes;

/// <summary>Cells, their trials, traces and failures.</summary>
internal static class CellRoutes
{
    public static IEnumerable<ApiRoute> All =>
    [
        new("GET", "/api/v1/sweeps/{id}/cells", ApiRole.Viewer, "listCells", "Cells with what their trials say, in the map's order.", CellsAsync)
        {
            Query = [new("offset", "integer", "How many to pass over; 0."), new("limit", "integer", "How many at most, up to 1000; 100.")],
            Answer = ApiBody.OfJson(ApiJson.Default.CellPage),
        },
        new("GET", "/api/v1/sweeps/{id}/trials", ApiRole.Viewer, "listTrials", "The finished trials of a cell.", TrialsAsync)
        {
            Query = [new("cell", "string", "The cell's id.", IsRequired: true)],
            Answer = ApiBody.OfJson(ApiJson.Default.TrialList),
        },
        new("GET", "/api/v1/sweeps/{id}/trials/{cell}/{replicate}/trace", ApiRole.Viewer, "getTrace", "What a trial recorded as it trained, epoch by epoch.", TraceAsync)
        {
            Answer = ApiBody.OfJson(ApiJson.Default.TraceDocument),
        },
        new("GET", "/api/v1/sweeps/{id}/failures", ApiRole.Viewer, "listFailures", "Trials that the machine failed for good.", FailuresAsync)
        {
            Answer = ApiBody.OfJson(ApiJson.Default.FailureList),
        },
    ];

    private static async Task CellsAsync(ApiCall call)
    {
        var (offset, limit) = ((int)call.Query("offset", 0, 0, int.MaxValue), (int)call.Query("limit", 100, 1, 1000));
        var map = await call.RecentMapAsync().ConfigureAwait(false);
        if (!call.IsKnown(map.Version))
        {
            var cells = map.View.Map.Cells;
            var page = cells.Skip(offset).Take(limit).Select(cell => CellDocument.Of(map.View.Sweep, cell));
            await call.AnswerAsync(new CellPage(cells.Length, offset, [.. page]), ApiJson.Default.CellPage).ConfigureAwait(false);
        }
    }

    private static async Task TrialsAsync(ApiCall call)
    {
        var name = call.Query("cell") ?? throw ApiProblemException.BadQuery("cell", "the id of a cell, as GET …/cells lists them");
        var map = await call.RecentMapAsync().ConfigureAwait(false);
        var cell = map.View.Find(new CellId(name)) ?? throw new ApiProblemException(StatusCodes.Status404NotFound, "The sweep has no cell of this id; GET …/cells lists them.");
        if (!call.IsKnown(map.Version))
        {
            await call.AnswerAsync(new TrialList(name, cell.Cell.IsReference, [.. cell.Trials.Select(TrialDocument.Of)]), ApiJson.Default.TrialList).ConfigureAwait(false);
        }
    }

    private static async Task TraceAsync(ApiCall call)
    {
        var sweep = await call.SweepAsync().ConfigureAwait(false);
        if (!int.TryParse(call.Segment("replicate"), NumberStyles.None, CultureInfo.InvariantCulture, out var replicate))
        {
            throw new ApiProblemException(StatusCodes.Status400BadRequest, "The replicate must be an integer from 0.");
        }

        var found = await call.Services.Store.Results.FindAsync(sweep.Id, [new TrialId(new CellId(call.Segment("cell")), replicate)], call.Cancellation).ConfigureAwait(false);
        if (found.Count == 0)
        {
            throw new ApiProblemException(StatusCodes.Status404NotFound, "This trial has no result, or not yet; GET …/trials?cell= lists those that have.");
        }

        // A result never changes.
        if (!call.IsKnown("trace"))
        {
            await call.AnswerAsync(TraceDocument.Of(found[0]), ApiJson.Default.TraceDocument).ConfigureAwait(false);
        }
    }

    private static async Task FailuresAsync(ApiCall call)
    {
        var sweep = await call.SweepAsync().ConfigureAwait(false);
        var failures = await call.Services.Store.Results.FailuresAsync(sweep.Id, call.Cancellation).ConfigureAwait(false);
        var sorted = failures.OrderBy(failure => failure.Trial.Cell.Text, StringComparer.Ordinal).ThenBy(failure => failure.Trial.Replicate);
        await call.AnswerAsync(new FailureList([.. sorted.Select(FailureDocument.Of)]), ApiJson.Default.FailureList).ConfigureAwait(false);
    }
}
