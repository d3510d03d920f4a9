using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SweepCluster.Training.Tests.Datasets;

/// <summary>An HTTP server on a free loopback port that answers from a table and can cut a connection.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private int _cuts;

    public LoopbackServer(IReadOnlyDictionary<string, byte[]> files, bool ranges = true, int cutAfter = 0, int cuts = 0)
    {
        _cuts = cuts;
        _listener.Start();
        Root = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _serving = ServeAsync(files, ranges, cutAfter);
    }

    public Uri Root { get; }

    /// <summary>The path asked for and the first byte wanted, per request.</summary>
    public ConcurrentQueue<(string Path, int From)> Requests { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task ServeAsync(IReadOnlyDictionary<string, byte[]> files, bool ranges, int cutAfter)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client.GetStream(), files, ranges, cutAfter);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream, IReadOnlyDictionary<string, byte[]> files, bool ranges, int cutAfter)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var path = ((await reader.ReadLineAsync(_stop.Token)) ?? "GET / ").Split(' ')[1].TrimStart('/');
        var from = 0;
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
        {
            if (line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
            {
                from = int.Parse(line["Range: bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            }
        }

        Requests.Enqueue((path, from));
        if (!files.TryGetValue(path, out var content))
        {
            await stream.WriteAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), _stop.Token);
            return;
        }

        if (from >= content.Length && ranges && from > 0)
        {
            await WriteAsync(stream, $"HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */{content.Length}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            return;
        }

        var partial = ranges && from > 0;
        var body = partial ? content[from..] : content;
        await WriteAsync(stream, partial
            ? $"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes {from}-{content.Length - 1}/{content.Length}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"
            : $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n");
        var cut = _cuts-- > 0;
        await stream.WriteAsync(cut ? body.AsMemory(0, cutAfter) : body, _stop.Token);
    }

    private async Task WriteAsync(NetworkStream stream, string head) => await stream.WriteAsync(Encoding.ASCII.GetBytes(head), _stop.Token);
}
