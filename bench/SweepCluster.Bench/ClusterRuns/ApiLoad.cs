using System.Diagnostics;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Bench.ClusterRuns;

/// <summary>
/// A client that asks at a steady rate, one route after the other, whether or not the answers before have come: a
/// server that is slow for a second is found slow by every request of that second.
/// </summary>
internal sealed class ApiLoad : IAsyncDisposable
{
    private const int RequestsPerSecond = 30;

    private readonly HttpClient _client;
    private readonly (string Name, string Path, Latencies Times)[] _routes;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _asking;
    private int _errors;

    public ApiLoad(Uri address, SweepId sweep, CellId cell)
    {
        _client = new HttpClient { BaseAddress = address };
        var one = $"/api/v1/sweeps/{Uri.EscapeDataString(sweep.Text)}";
        _routes =
        [
            ("sweeps", "/api/v1/sweeps", new Latencies()),
            ("sweep", one, new Latencies()),
            ("cells", $"{one}/cells?limit=100", new Latencies()),
            ("layer", $"{one}/layers/p", new Latencies()),
            ("trials", $"{one}/trials?cell={Uri.EscapeDataString(cell.Text)}", new Latencies()),
            ("workers", "/api/v1/workers", new Latencies()),
            ("events", $"/api/v1/events?sweep={Uri.EscapeDataString(sweep.Text)}", new Latencies()),
        ];
        _asking = Task.Run(AskAsync);
    }

    public object Summary() => new { RequestsPerSecond, Errors = _errors, Routes = _routes.ToDictionary(route => route.Name, route => route.Times.Summary()) };

    /// <summary>Stops asking and waits for the answers that are due.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _asking;
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task AskAsync()
    {
        var under = new List<Task>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / RequestsPerSecond));
        try
        {
            for (var i = 0; await timer.WaitForNextTickAsync(_stop.Token); i++)
            {
                var (_, path, times) = _routes[i % _routes.Length];
                under.Add(Task.Run(() => AskAsync(path, times), CancellationToken.None));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(under);
        }
    }

    // Of a stream of events the beginning counts, which is sent before the first event.
    private async Task AskAsync(string path, Latencies times)
    {
        var started = Stopwatch.GetTimestamp();
        var isStream = path.Contains("/events", StringComparison.Ordinal);
        try
        {
            using var response = await _client.GetAsync(new Uri(path, UriKind.Relative), isStream ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead);
            times.Since(started);
            if (!response.IsSuccessStatusCode)
            {
                Interlocked.Increment(ref _errors);
            }
        }
        catch (HttpRequestException)
        {
            Interlocked.Increment(ref _errors);
        }
    }
}
