using Microsoft.AspNetCore.Http;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.Http.Documents;
using SweepCluster.Node.Http.Errors;
using SweepCluster.Node.LocalRuns;
using SweepCluster.Node.LocalRuns.Zooms;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Node.Http.Routes;

/// <summary>Looking closer at a part of a map.</summary>
internal static class ZoomRoutes
{
    private const int MostValues = 4096;

    private static readonly ApiBody Window = ApiBody.OfJson(ApiJson.Default.Zoom);

    public static IEnumerable<ApiRoute> All =>
    [
        new("POST", "/api/v1/sweeps/{id}/zoom", ApiRole.Operator, "zoomSweep", "Submits a sweep of a window of the map, which begins with the trials that are there.", ZoomAsync)
        {
            Request = Window,
            Answer = ApiBody.OfJson(ApiJson.Default.SweepDocument),
            Successes = [StatusCodes.Status201Created, StatusCodes.Status200OK],
        },
    ];

    private static async Task ZoomAsync(ApiCall call)
    {
        var zoom = (await call.JsonAsync(Window, ApiJson.Default.Zoom).ConfigureAwait(false))!;
        var parent = await call.SweepAsync().ConfigureAwait(false);
        var sweep = SweepMistakes.SweepOf(SweepFileReader.Read(parent.ResolvedFile, "sweep.yaml", []));
        Check(zoom, sweep);
        var results = await call.Services.Store.Results.ReadAsync(parent.Id, call.Cancellation).ToListAsync(call.Cancellation).ConfigureAwait(false);
        var child = ZoomSweep.Of(sweep, results, WindowOf(zoom.X), WindowOf(zoom.Y), CountOf(zoom, sweep));
        var (sweeps, id) = (call.Services.Store.Sweeps, SweepIdentity.Of(child.Sweep));

        // Paused until it has its parent's trials, so that none of them is trained again.
        var stored = new StoredSweep(id, child.Sweep.Name, SweepFileWriter.Write(child.Sweep), Microseconds.Of(call.Services.Clock.GetUtcNow())) { State = SweepState.Paused, Priority = parent.Priority };
        var isNew = await sweeps.CreateAsync(stored, call.Cancellation).ConfigureAwait(false);
        if (isNew)
        {
            await call.Services.Store.Results.AddAsync(id, child.Reused, call.Cancellation).ConfigureAwait(false);
            await sweeps.MoveAsync(id, [SweepState.Paused], SweepState.Running, call.Cancellation).ConfigureAwait(false);
            await call.NoteAsync(id, "submitted", $"A zoom of {parent.Id}, with {child.Reused.Count} of its trials.").ConfigureAwait(false);
        }

        call.Context.Response.Headers.Location = "/api/v1/sweeps/" + Uri.EscapeDataString(id.Text);
        await SweepRoutes.AnswerAsync(call, id, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK).ConfigureAwait(false);
    }

    private static void Check(Zoom zoom, Sweep sweep)
    {
        if (zoom is { X: null, Y: null })
        {
            throw new ApiProblemException(StatusCodes.Status400BadRequest, "A zoom needs x, y or both, such as {\"x\": {\"from\": 2.5, \"to\": 4}}.");
        }

        foreach (var (name, part, axis) in new[] { ("x", zoom.X, sweep.Map?.X), ("y", zoom.Y, sweep.Map?.Y) })
        {
            if (part is not null && !(double.IsFinite(part.From) && double.IsFinite(part.To) && part.From < part.To))
            {
                throw new ApiProblemException(StatusCodes.Status400BadRequest, $"{name} must go from a number to a larger one.");
            }

            if (part is not null && axis is null)
            {
                throw new ApiProblemException(StatusCodes.Status422UnprocessableEntity, $"{name}: the map of {sweep.Name} has no such axis.");
            }
        }

        if (new[] { zoom.Columns, zoom.Rows }.Any(count => count is < 2 or > MostValues))
        {
            throw new ApiProblemException(StatusCodes.Status400BadRequest, $"columns and rows must be integers from 2 to {MostValues}.");
        }
    }

    private static ZoomWindow? WindowOf(ZoomPart? part) => part is null ? null : new ZoomWindow(part.From, part.To);

    private static (int X, int Y)? CountOf(Zoom zoom, Sweep sweep) => zoom is { Columns: null, Rows: null } ? null : (Of(zoom.Columns, sweep.Map?.X, sweep), Of(zoom.Rows, sweep.Map?.Y, sweep));

    private static int Of(int? asked, string? axis, Sweep sweep) => asked ?? sweep.Axes.FirstOrDefault(each => each.Parameter == axis)?.Values.Length ?? 2;
}
