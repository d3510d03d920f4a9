using Microsoft.AspNetCore.Http;
using Serilog.Events;
using SweepCluster.Node.Http.Documents;
using SweepCluster.Node.Http.Errors;

namespace SweepCluster.Node.Http.Routes;

/// <summary>How much the node logs, changed while it runs.</summary>
internal static class LogRoutes
{
    private static readonly ApiBody Level = ApiBody.OfJson(ApiJson.Default.LogLevelDocument);

    private static readonly Dictionary<string, LogEventLevel> Levels = new(StringComparer.Ordinal)
    {
        ["debug"] = LogEventLevel.Debug,
        ["information"] = LogEventLevel.Information,
        ["warning"] = LogEventLevel.Warning,
        ["error"] = LogEventLevel.Error,
    };

    public static IEnumerable<ApiRoute> All =>
    [
        new("GET", "/api/v1/log-level", ApiRole.Viewer, "getLogLevel", "How much the node logs.", AnswerAsync) { Answer = Level },
        new("PUT", "/api/v1/log-level", ApiRole.Operator, "setLogLevel", "Changes how much the node logs until it stops.", SetAsync) { Request = Level, Answer = Level },
    ];

    private static Task AnswerAsync(ApiCall call) =>
        call.AnswerAsync(new LogLevelDocument(Levels.First(level => level.Value == call.Services.LogLevel.MinimumLevel).Key), ApiJson.Default.LogLevelDocument);

    private static async Task SetAsync(ApiCall call)
    {
        var wanted = (await call.JsonAsync(Level, ApiJson.Default.LogLevelDocument).ConfigureAwait(false))!.Level;
        call.Services.LogLevel.MinimumLevel = wanted is not null && Levels.TryGetValue(wanted, out var level)
            ? level
            : throw new ApiProblemException(StatusCodes.Status400BadRequest, $"The level must be one of {string.Join(", ", Levels.Keys)}.");
        await AnswerAsync(call).ConfigureAwait(false);
    }
}
