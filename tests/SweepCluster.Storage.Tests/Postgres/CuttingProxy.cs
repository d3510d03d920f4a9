using System.Net;
using System.Net.Sockets;

namespace SweepCluster.Storage.Tests.Postgres;

/// <summary>
/// Stands between a store and its server and cuts a connection after a number of its messages, before the server has
/// the last one or after it has answered it, so that the answer is lost.
/// </summary>
internal sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _serverPort;
    private int _left = int.MaxValue;
    private bool _afterAnswer;

    public CuttingProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whether a cut that was asked for is still to come.</summary>
    public bool IsArmed => Volatile.Read(ref _left) > 0 && Volatile.Read(ref _left) < int.MaxValue / 2;

    /// <summary>Cuts whichever connection sends the message of this number from now on, counted from 1.</summary>
    public void CutAt(int message, bool afterAnswer)
    {
        _afterAnswer = afterAnswer;
        Volatile.Write(ref _left, message);
    }

    public void Disarm() => Volatile.Write(ref _left, int.MaxValue);

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _ = ForwardAsync(await _listener.AcceptTcpClientAsync());
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using var _ = client;
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, _serverPort);
        using var closing = new CancellationTokenSource();
        var answerIsLost = false;
        var answers = CopyAsync(server.GetStream(), client.GetStream(), () => !Volatile.Read(ref answerIsLost), closing.Token);
        await CopyAsync(
            client.GetStream(),
            server.GetStream(),
            () =>
            {
                if (Interlocked.Decrement(ref _left) != 0)
                {
                    return true;
                }

                Volatile.Write(ref answerIsLost, true);
                return _afterAnswer;
            },
            closing.Token);
        await closing.CancelAsync();
        await answers;
    }

    // A message is what one read gives: a client that waits for each answer sends no two at once.
    private static async Task CopyAsync(NetworkStream from, NetworkStream to, Func<bool> goesThrough, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 20];
        try
        {
            int count;
            while ((count = await from.ReadAsync(buffer, cancellation)) > 0 && goesThrough())
            {
                await to.WriteAsync(buffer.AsMemory(0, count), cancellation);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Cut at either end.
        }

        from.Close();
        to.Close();
    }
}
