using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>
/// Debian's Prometheus with the command of <c>docker-compose.yml</c> and the files of <c>deploy/prometheus</c>. Paths
/// and ports are this machine's; everything that takes minutes takes seconds.
/// </summary>
internal sealed partial class PrometheusServer(string program, string folder, IReadOnlyList<string> targets, string tokenFile) : IAsyncDisposable
{
    private readonly int _port = ComposeCluster.FreePort();
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(20) };
    private ServiceProcess? _process;

    public async Task StartAsync()
    {
        var configuration = Path.Combine(folder, "prometheus");
        Directory.CreateDirectory(Path.Combine(configuration, "targets"));
        foreach (var file in Directory.GetFiles(Path.Combine(Workplace.Repository, "deploy", "prometheus"), "*.yml"))
        {
            var text = (await File.ReadAllTextAsync(file))
                .Replace("/run/secrets/viewer_tokens", tokenFile, StringComparison.Ordinal)
                .Replace("localhost:9090", $"127.0.0.1:{_port}", StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(configuration, Path.GetFileName(file)), file.EndsWith("rules.yml", StringComparison.Ordinal) ? Quick(text) : Often(text));
        }

        await File.WriteAllTextAsync(Path.Combine(configuration, "targets", "test.yml"), $"- targets: [{string.Join(", ", targets.Select(target => $"\"{target}\""))}]\n");
        var arguments = ComposeFile.Service("prometheus").Command
            .Select(part => part.Replace("/etc/prometheus", configuration, StringComparison.Ordinal).Replace("=/prometheus", "=" + Path.Combine(folder, "series"), StringComparison.Ordinal));
        _process = new ServiceProcess("prometheus", [program, .. arguments, $"--web.listen-address=127.0.0.1:{_port}"], [], folder);
        await Waiting.UntilAsync("Prometheus is well", CheckHealthAsync);
    }

    /// <summary>The health check of <c>docker-compose.yml</c>; null when it is well.</summary>
    public async Task<string?> CheckHealthAsync()
    {
        string[] check = [.. ComposeFile.Service("prometheus").HealthCheck.Select(part => part.Replace("127.0.0.1:9090", $"127.0.0.1:{_port}", StringComparison.Ordinal))];
        if (MachineProgram.Find(check[0]) is null)
        {
            check = ["curl", "--fail", "--silent", check[^1]];
        }

        var ended = await MachineProgram.RunAsync(check);
        return ended.ExitCode == 0 ? null : $"{string.Join(' ', check)}: {ended.Error} {await ComposeCluster.ReadSharedAsync(_process!.LogFile)}";
    }

    /// <summary>The series that a query gives now.</summary>
    public async Task<JsonArray> QueryAsync(string expression) => (await AskAsync("query?query=" + Uri.EscapeDataString(expression)))["result"]!.AsArray();

    /// <summary>The series of the last half minute.</summary>
    public async Task<JsonArray> QueryRangeAsync(string expression)
    {
        var end = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0;
        var range = string.Create(CultureInfo.InvariantCulture, $"&start={end - 30:F3}&end={end:F3}&step=1");
        return (await AskAsync("query_range?query=" + Uri.EscapeDataString(expression) + range))["result"]!.AsArray();
    }

    /// <summary>What <c>label_values(selector, label)</c> of Grafana asks for.</summary>
    public async Task<IReadOnlyList<string>> LabelValuesAsync(string selector, string label) =>
        [.. (await QueryAsync($"group by ({label}) ({selector})")).Select(series => series!["metric"]![label]?.ToString()).OfType<string>()];

    /// <summary>Alerts that are firing, by name.</summary>
    public async Task<IReadOnlyList<string>> FiringAsync()
    {
        var alerts = (await AskAsync("alerts"))["alerts"]!.AsArray();
        return [.. alerts.Where(alert => alert!["state"]!.ToString() == "firing").Select(alert => alert!["labels"]!["alertname"]!.ToString()).Distinct().Order(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _client.Dispose();
    }

    private async Task<JsonNode> AskAsync(string path)
    {
        using var response = await _client.GetAsync($"http://127.0.0.1:{_port}/api/v1/{path}");
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.True(answer["status"]!.ToString() == "success", $"{Uri.UnescapeDataString(path)}: {answer["error"]}");
        return answer["data"] ?? new JsonObject();
    }

    private static string Often(string text) => Interval().Replace(text, "_interval: 1s").Replace("scrape_timeout: 5s", "scrape_timeout: 1s", StringComparison.Ordinal);

    /// <summary>Rules whose windows and waits are seconds, for which once is often and one in a thousand is full.</summary>
    private static string Quick(string text) => Many().Replace(Wait().Replace(Window().Replace(text, "[8s]"), "for: 1s").Replace("> 900", "> 3", StringComparison.Ordinal), "> 0").Replace("> 0.9", "> 0.001", StringComparison.Ordinal);

    [GeneratedRegex(@"_interval: \d+s")]
    private static partial Regex Interval();

    [GeneratedRegex(@"\[\d+m\]")]
    private static partial Regex Window();

    [GeneratedRegex(@"> [12]0\b")]
    private static partial Regex Many();

    [GeneratedRegex(@"for: \w+")]
    private static partial Regex Wait();
}
