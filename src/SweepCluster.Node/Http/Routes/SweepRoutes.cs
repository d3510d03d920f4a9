using Microsoft.AspNetCore.Http;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.Http.Documents;
using SweepCluster.Node.Http.Errors;
using SweepCluster.Node.LocalRuns;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Node.Http.Routes;

/// <summary>Sweeps as they are submitted and listed.</summary>
internal static class SweepRoutes
{
    public const int LowestPriority = -1000;
    public const int HighestPriority = 1000;

    private const int LongestName = 120;

    private static readonly ApiBody SweepFile = new(["application/yaml", "text/yaml", "application/x-yaml"]);

    public static IEnumerable<ApiRoute> All =>
    [
        new("GET", "/api/v1/sweeps", ApiRole.Viewer, "listSweeps", "All sweeps with their states and progress, oldest first.", ListAsync)
        {
            Query = [new("offset", "integer", "How many to pass over; 0."), new("limit", "integer", "How many at most, up to 500; 100.")],
            Answer = ApiBody.OfJson(ApiJson.Default.SweepList),
        },
        new("POST", "/api/v1/sweeps", ApiRole.Operator, "submitSweep", "Submits a sweep file. A sweep that is there already is answered with 200 and left as it is.", SubmitAsync)
        {
            Query = [new("priority", "integer", $"Larger ones are leased first, {LowestPriority} to {HighestPriority}; 0.")],
            Request = SweepFile,
            Answer = ApiBody.OfJson(ApiJson.Default.SweepDocument),
            Successes = [StatusCodes.Status201Created, StatusCodes.Status200OK],
        },
        new("GET", "/api/v1/sweeps/{id}", ApiRole.Viewer, "getSweep", "One sweep with its state and progress.", GetAsync) { Answer = ApiBody.OfJson(ApiJson.Default.SweepDocument) },
        new("GET", "/api/v1/sweeps/{id}/file", ApiRole.Viewer, "getSweepFile", "The sweep file with every default written out.", FileAsync) { Answer = new ApiBody(["application/yaml"]) },
    ];

    /// <summary>Answers with a sweep as it is now.</summary>
    public static async Task AnswerAsync(ApiCall call, SweepId id, int status = StatusCodes.Status200OK)
    {
        var sweep = await call.Services.Store.Sweeps.FindAsync(id, call.Cancellation).ConfigureAwait(false)
            ?? throw new ApiProblemException(StatusCodes.Status404NotFound, "The sweep is not there any more.");
        await call.AnswerAsync(await DocumentAsync(call, sweep).ConfigureAwait(false), ApiJson.Default.SweepDocument, status).ConfigureAwait(false);
    }

    private static async Task ListAsync(ApiCall call)
    {
        var (offset, limit) = ((int)call.Query("offset", 0, 0, int.MaxValue), (int)call.Query("limit", 100, 1, 500));
        var sweeps = await call.Services.Store.Sweeps.ListAsync(call.Cancellation).ConfigureAwait(false);
        var documents = new List<SweepDocument>();
        foreach (var sweep in sweeps.Skip(offset).Take(limit))
        {
            documents.Add(await DocumentAsync(call, sweep).ConfigureAwait(false));
        }

        await call.AnswerAsync(new SweepList(sweeps.Count, offset, documents), ApiJson.Default.SweepList).ConfigureAwait(false);
    }

    private static async Task SubmitAsync(ApiCall call)
    {
        var priority = (int)call.Query("priority", 0, LowestPriority, HighestPriority);
        var read = SweepFileReader.Read(await call.TextAsync(SweepFile.MediaTypes).ConfigureAwait(false), SweepMistakes.FileName, []);
        var sweep = SweepMistakes.SweepOf(read);
        if (sweep.Name.Length > LongestName)
        {
            throw SweepMistakes.Problem([new ApiMistake("name", $"has {sweep.Name.Length} characters; at most {LongestName} are allowed")]);
        }

        var id = SweepIdentity.Of(sweep);
        var stored = new StoredSweep(id, sweep.Name, SweepFileWriter.Write(sweep), Microseconds.Of(call.Services.Clock.GetUtcNow())) { Priority = priority };
        var isNew = await call.Services.Store.Sweeps.CreateAsync(stored, call.Cancellation).ConfigureAwait(false);
        if (isNew)
        {
            await call.NoteAsync(id, "submitted", $"Submitted with priority {priority}.").ConfigureAwait(false);
        }

        call.Context.Response.Headers.Location = "/api/v1/sweeps/" + Uri.EscapeDataString(id.Text);
        await AnswerAsync(call, id, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK).ConfigureAwait(false);
    }

    private static async Task GetAsync(ApiCall call)
    {
        var sweep = await call.SweepAsync().ConfigureAwait(false);
        await call.AnswerAsync(await DocumentAsync(call, sweep).ConfigureAwait(false), ApiJson.Default.SweepDocument).ConfigureAwait(false);
    }

    private static async Task FileAsync(ApiCall call) =>
        await call.AnswerTextAsync((await call.SweepAsync().ConfigureAwait(false)).ResolvedFile, "application/yaml").ConfigureAwait(false);

    private static async Task<SweepDocument> DocumentAsync(ApiCall call, StoredSweep sweep) =>
        SweepDocument.Of(sweep, await call.Services.Store.Results.CountAsync(sweep.Id, call.Cancellation).ConfigureAwait(false));
}
