using Microsoft.AspNetCore.Http;
using SweepCluster.Export;
using SweepCluster.Node.Http.Errors;
using SweepCluster.Node.Http.Maps;
using SweepCluster.Node.StoredSweeps;

namespace SweepCluster.Node.Http.Routes;

/// <summary>A sweep as a file.</summary>
internal static class ExportRoutes
{
    public static IEnumerable<ApiRoute> All =>
    [
        new("GET", "/api/v1/sweeps/{id}/export", ApiRole.Viewer, "exportSweep", "What sweep export writes: of everything that is committed when it is asked for.", ExportAsync)
        {
            Query = [new("format", "string", "One of " + Names + ".", IsRequired: true)],
            Answer = new ApiBody([.. ExportFormats.All.Select(MediaType).Distinct()]),
        },
    ];

    private static string Names => string.Join(", ", ExportFormats.All.Select(format => format.Name));

    private static async Task ExportAsync(ApiCall call)
    {
        var format = ExportFormats.Find(call.Query("format") ?? "") ?? throw ApiProblemException.BadQuery("format", "one of " + Names);
        var map = await call.Services.Maps.LatestAsync(await call.SweepAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false);
        if (call.IsKnown($"{map.Version}-{format.Name}"))
        {
            return;
        }

        var file = await WriteAsync(call, format, map).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            call.Context.Response.ContentType = MediaType(format);
            call.Context.Response.ContentLength = file.Length;
            call.Context.Response.Headers.ContentDisposition = $"attachment; filename=\"{format.FileName}\"";
            await file.CopyToAsync(call.Context.Response.Body, call.Cancellation).ConfigureAwait(false);
        }
    }

    // Through a file: memory stays bounded, a slow caller holds no thread, and what fails fails before the answer begins.
    private static async Task<FileStream> WriteAsync(ApiCall call, ExportFormat format, VersionedMap map)
    {
        await call.Services.Exports.WaitAsync(call.Cancellation).ConfigureAwait(false);
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 << 10, FileOptions.DeleteOnClose);
        try
        {
            await Task.Run(() => format.Write(map.View.ToExport(RunEnvironment.Beside(call.Services.Settings.Store)), file), call.Cancellation).ConfigureAwait(false);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            call.Services.Exports.Release();
        }
    }

    private static string MediaType(ExportFormat format) => format.Extension switch
    {
        ".html" => "text/html; charset=utf-8",
        ".png" => "image/png",
        ".svg" => "image/svg+xml",
        ".csv" => "text/csv; charset=utf-8",
        ".jsonl" => "application/x-ndjson",
        ".json" => "application/json",
        ".geojson" => "application/geo+json",
        _ => "application/octet-stream",
    };
}
