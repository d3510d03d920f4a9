using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SweepCluster.EndToEnd.Tests.Page;

/// <summary>A <c>sweep</c> that serves the page, from start to when it says where.</summary>
internal sealed partial class ServingProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    private ServingProcess(Process process, Uri address, HttpClient api) => (_process, Address, Api) = (process, address, api);

    public Uri Address { get; }

    /// <summary>The node's API, for what is not the task itself.</summary>
    public HttpClient Api { get; }

    public static Task<ServingProcess> NodeAsync(string folder, int port = 0, params (string Name, string Value)[] variables) =>
        StartAsync(folder, variables, "node", "--store", "sqlite:node.db", "--listen", $"http://127.0.0.1:{port}");

    public static async Task<ServingProcess> StartAsync(string folder, (string Name, string Value)[] variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "sweep.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SWEEP_LOG_FORMAT"] = "text";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new StringBuilder();
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            var found = await address.Task.WaitAsync(Patience);
            return new ServingProcess(process, found, new HttpClient { BaseAddress = found });
        }
        catch (TimeoutException)
        {
            process.Kill();
            throw new InvalidOperationException($"sweep {string.Join(' ', arguments)} never said where it serves: {said}");
        }

        void Hear(string? line)
        {
            lock (said)
            {
                said.AppendLine(line);
            }

            if (line is not null && Place().Match(line) is { Success: true } match)
            {
                address.TrySetResult(new Uri(match.Groups[1].Value));
            }
        }
    }

    /// <summary>Submits a sweep; its id.</summary>
    public async Task<string> SubmitAsync(string file)
    {
        using var content = new StringContent(file, new MediaTypeHeaderValue("application/yaml"));
        using var response = await Api.PostAsync(new Uri("/api/v1/sweeps", UriKind.Relative), content);
        response.EnsureSuccessStatusCode();
        return (string)(await response.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
    }

    /// <summary>Ends the process as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await KillAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"(?:serving|live page is at) (http://[^\s""]+)")]
    private static partial Regex Place();
}
