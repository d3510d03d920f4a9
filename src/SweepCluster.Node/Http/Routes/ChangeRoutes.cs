using Microsoft.AspNetCore.Http;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.Http.Documents;
using SweepCluster.Node.Http.Errors;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Node.Http.Routes;

/// <summary>What operators do to sweeps. Coordinators find the change in the store.</summary>
internal static class ChangeRoutes
{
    private const int MostFilterCells = 10_000;

    private static readonly ApiBody Priority = ApiBody.OfJson(ApiJson.Default.PriorityChange);
    private static readonly ApiBody Changes = ApiBody.OfJson(ApiJson.Default.Extension);
    private static readonly ApiBody Filter = ApiBody.OfJson(ApiJson.Default.RetryFilter, isRequired: false);

    public static IEnumerable<ApiRoute> All =>
    [
        Move("pause", "Lets chunks under way finish and leases no others.", [SweepState.Running], SweepState.Paused),
        Move("resume", "Goes on with a paused sweep.", [SweepState.Paused], SweepState.Running),
        Move("cancel", "Ends a sweep; what is finished stays.", [SweepState.Running, SweepState.Paused], SweepState.Cancelled),
        new("PATCH", "/api/v1/sweeps/{id}", ApiRole.Operator, "setPriority", "Changes the priority of a sweep that has not ended.", PriorityAsync)
        {
            Request = Priority,
            Answer = ApiBody.OfJson(ApiJson.Default.SweepDocument),
        },
        new("POST", "/api/v1/sweeps/{id}/extend", ApiRole.Operator, "extendSweep", "Changes strategy, replicates or time limit of a sweep, which then runs on with its results.", ExtendAsync)
        {
            Request = Changes,
            Answer = ApiBody.OfJson(ApiJson.Default.SweepDocument),
        },
        new("POST", "/api/v1/sweeps/{id}/retry", ApiRole.Operator, "retryTrials", "Trains trials again that the machine failed.", RetryAsync)
        {
            Request = Filter,
            Answer = ApiBody.OfJson(ApiJson.Default.RetryAnswer),
        },
    ];

    private static ApiRoute Move(string verb, string summary, SweepState[] from, SweepState to) =>
        new("POST", "/api/v1/sweeps/{id}/" + verb, ApiRole.Operator, verb + "Sweep", summary, call => MoveAsync(call, from, to)) { Answer = ApiBody.OfJson(ApiJson.Default.SweepDocument) };

    private static async Task MoveAsync(ApiCall call, SweepState[] from, SweepState to)
    {
        var sweep = await call.SweepAsync().ConfigureAwait(false);
        if (await call.Services.Store.Sweeps.MoveAsync(sweep.Id, from, to, call.Cancellation).ConfigureAwait(false))
        {
            await call.NoteAsync(sweep.Id, ApiNames.Of(to), $"An operator made the sweep {ApiNames.Of(to)}.").ConfigureAwait(false);
        }
        else
        {
            var now = await call.SweepAsync().ConfigureAwait(false);
            if (now.State != to)
            {
                throw Conflict($"The sweep is {ApiNames.Of(now.State)}; only one that is {string.Join(" or ", from.Select(ApiNames.Of))} can become {ApiNames.Of(to)}.");
            }
        }

        if (to == SweepState.Cancelled)
        {
            await call.Services.Store.Chunks.WithdrawAsync(sweep.Id, call.Cancellation).ConfigureAwait(false);
        }

        await SweepRoutes.AnswerAsync(call, sweep.Id).ConfigureAwait(false);
    }

    private static async Task PriorityAsync(ApiCall call)
    {
        var change = (await call.JsonAsync(Priority, ApiJson.Default.PriorityChange).ConfigureAwait(false))!;
        if (change.Priority is < SweepRoutes.LowestPriority or > SweepRoutes.HighestPriority)
        {
            throw new ApiProblemException(StatusCodes.Status400BadRequest, $"The priority must be an integer from {SweepRoutes.LowestPriority} to {SweepRoutes.HighestPriority}.");
        }

        var sweep = await call.SweepAsync().ConfigureAwait(false);
        if (sweep.State is SweepState.Cancelled or SweepState.Finished)
        {
            throw Conflict($"The sweep is {ApiNames.Of(sweep.State)}; a priority would change nothing.");
        }

        await ReviseAsync(call, sweep, sweep.ResolvedFile, change.Priority, "priority", $"The priority is {change.Priority} now.").ConfigureAwait(false);
    }

    private static async Task ExtendAsync(ApiCall call)
    {
        var extension = (await call.JsonAsync(Changes, ApiJson.Default.Extension).ConfigureAwait(false))!;
        var sweep = await call.SweepAsync().ConfigureAwait(false);
        if (extension.Revision is { } revision && revision != sweep.Revision)
        {
            throw Conflict($"The sweep has revision {sweep.Revision}, not {revision}: someone changed it. Look at it again.");
        }

        var file = SweepExtension.Apply(sweep.ResolvedFile, extension.Set);
        await ReviseAsync(call, sweep, file, sweep.Priority, "extended", $"Extended by {string.Join(", ", extension.Set)}.").ConfigureAwait(false);
    }

    private static async Task ReviseAsync(ApiCall call, StoredSweep sweep, string file, int priority, string kind, string text)
    {
        if (!await call.Services.Store.Sweeps.ReviseAsync(sweep.Id, sweep.Revision, file, priority, call.Cancellation).ConfigureAwait(false))
        {
            throw Conflict("Someone else changed the sweep at the same time. Look at it again.");
        }

        await call.NoteAsync(sweep.Id, kind, text).ConfigureAwait(false);
        await SweepRoutes.AnswerAsync(call, sweep.Id).ConfigureAwait(false);
    }

    private static async Task RetryAsync(ApiCall call)
    {
        var filter = await call.JsonAsync(Filter, ApiJson.Default.RetryFilter).ConfigureAwait(false) ?? new RetryFilter();
        if (filter.Cells is { Count: > MostFilterCells })
        {
            throw new ApiProblemException(StatusCodes.Status400BadRequest, $"At most {MostFilterCells} cells can be named.");
        }

        var sweep = await call.SweepAsync().ConfigureAwait(false);
        if (sweep.State == SweepState.Cancelled)
        {
            throw Conflict("The sweep is cancelled; extend it to run it again.");
        }

        var store = call.Services.Store;
        var cells = filter.Cells?.ToHashSet(StringComparer.Ordinal);
        TrialId[] chosen =
        [
            .. (await store.Results.FailuresAsync(sweep.Id, call.Cancellation).ConfigureAwait(false))
                .Where(failure => cells?.Contains(failure.Trial.Cell.Text) ?? true)
                .Where(failure => filter.Cause is null || failure.Cause.Contains(filter.Cause, StringComparison.OrdinalIgnoreCase))
                .Select(failure => failure.Trial),
        ];
        var retried = chosen.Length == 0 ? 0 : await store.Results.RetryAsync(sweep.Id, chosen, call.Cancellation).ConfigureAwait(false);
        if (retried > 0)
        {
            await store.Sweeps.MoveAsync(sweep.Id, [SweepState.Finished], SweepState.Running, call.Cancellation).ConfigureAwait(false);
            await call.NoteAsync(sweep.Id, "retried", $"{retried} failed trials are trained again.").ConfigureAwait(false);
        }

        await call.AnswerAsync(new RetryAnswer(retried), ApiJson.Default.RetryAnswer).ConfigureAwait(false);
    }

    private static ApiProblemException Conflict(string detail) => new(StatusCodes.Status409Conflict, detail);
}
